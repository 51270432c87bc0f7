# %% [markdown] lang="zh"
# # 00 从这里开始
#
# **用时**：20分钟。前10分钟，从一份问卷数据做到一张图和一句话；后10分钟，看看这门课怎么用。
#
# **本课回答**
# - 拿到一份问卷，怎样用十分钟说出第一句靠得住的话？
# - 这门课的一课是怎么安排的？
# - 哪些数据是真的，哪些是合成的？
#
# 最上面的灰色格子（单元格）运行以后，会回答“准备好了”。往下都一样：点一下格子，按Shift+Enter，结果出现在它下面。从上往下一格一格来，不会弄坏任何东西。
# %% [markdown] lang="en"
# # 00 Start here
#
# **Time:** 20 minutes. In the first ten you go from a survey file to one chart and one sentence; in the second ten you see how the course works.
#
# **Questions of this lesson**
# - With a survey in hand, how do you get to a first sentence that holds, in ten minutes?
# - How is a lesson of this course laid out?
# - Which data are real, and which are synthetic?
#
# The grey box (a cell) at the top, once run, answers "Ready". Those below work the same way: click one, press Shift+Enter, and its result appears under it. Go from top to bottom, one cell at a time; nothing can break.
# %% [markdown] lang="zh"
# ## 1 读入问卷（2分钟）
#
# 一家银行请12个网点的客户填了一份问卷。银行是虚构的，答案是程序生成的**合成数据**（synthetic data），不代表任何真实银行。
# %% [markdown] lang="en"
# ## 1 Read the survey (2 minutes)
#
# A bank asked customers of 12 branches to fill in a questionnaire. The bank is invented and its answers are **synthetic data**, made by a program; they describe no real bank.
# %%
survey = read_survey("../../datasets/synthetic/bank_branch.csv", "bank_branch")
survey.report
# %% [markdown] lang="zh"
# 先看它报告了什么：读了几行，去掉了什么，有多少格是空的。空格有两种，一种是跳过没答，一种是“没有经历过”，两种都不能当成0分。
#
# 这里有{{survey.report.rows_kept}}位**受访者**（respondent）。同一件事问了每个人两遍：
# - 一家优秀的网点会做到什么程度，这是**期望**（expectation）；
# - 您去的这家网点做到了什么程度，这是**感知**（perception）。
#
# 感知减期望，就是**差距**（gap）。负数表示没有达到期望。
#
# 题目归成五个方面，叫作**维度**（dimension）：有形性（环境和设备）、可靠性（reliability，说到做到）、响应性（乐意帮忙，办得快）、保证性（让人放心）、移情性（关心每位客户的需要）。
#
# **下注**：客户对银行网点，哪一方面最不满意？运行下面这一格，点一个选项；再往下一格，数据会说话。
# %% [markdown] lang="en"
# Look first at what it reports: how many rows were read, what was dropped, how many cells are empty. There are two kinds of empty cell, skipped and "no experience", and neither is a score of zero.
#
# Here are {{survey.report.rows_kept}} **respondents**. Each was asked the same thing twice:
# - how far an excellent branch would do it, which is the **expectation**;
# - how far the branch they went to does it, which is the **perception**.
#
# Perception minus expectation is the **gap**. A negative gap means below expectation.
#
# The questions belong to five aspects, called **dimensions**: tangibles (premises and machines), reliability (keeping promises), responsiveness (willing and prompt help), assurance (being trusted) and empathy (attention to each customer's needs).
#
# **Bet:** which of them disappoints customers of bank branches most? Run the next cell and pick one; the cell after it lets the data answer.
# %%
bet("most_disappointing", "tangibles reliability responsiveness assurance empathy")
# %%
gaps = servqual.gaps(survey.table)
settle("most_disappointing", gaps["gap"].idxmin())
# %% [markdown] lang="zh"
# <details><summary>为什么是它</summary>
#
# 装修得再好，也补不上“说好今天办完，今天没办成”。这些客户最失望的，不是一进门就看得见的东西：差距最小的恰恰是有形性。
#
# </details>
#
# **再下一注**：就在这个最让人失望的维度上，感知平均比期望低多少分？评分从1分到7分。
# %% [markdown] lang="en"
# <details><summary>Why that one?</summary>
#
# No decoration makes up for "you said today, and it is not done". What disappoints these customers most is not what one sees on coming in: the narrowest gap is that of tangibles.
#
# </details>
#
# **Bet again:** on that dimension, how many points does perception fall below expectation, on average? Marks go from 1 to 7.
# %%
bet("points_short", unit="points", within=0.25)
# %%
settle("points_short", abs(gaps["gap"].min()))
# %% [markdown] lang="zh"
# <details><summary>差得算多吗</summary>
#
# 可靠性平均差{{abs(gaps["gap"]["reliability"]):.2f}}分，有形性只差{{abs(gaps["gap"]["tangibles"]):.2f}}分。一两分听起来不多，可是七级评分上，多数人的期望本来就挤在5分和7分之间。
#
# </details>
#
# 五个维度一起看：
# %% [markdown] lang="en"
# <details><summary>Is that a lot?</summary>
#
# Reliability falls short by {{abs(gaps["gap"]["reliability"]):.2f}} points on average, tangibles by only {{abs(gaps["gap"]["tangibles"]):.2f}}. A point or two sounds like little; but on a scale of seven most people's expectations are crowded between 5 and 7 to begin with.
#
# </details>
#
# All five dimensions at once:
# %%
gaps[["expectation", "perception", "gap", "low", "high", "n_used"]].round(2)
# %% [markdown] lang="zh"
# ## 2 画成图，说一句话（5分钟）
# %% [markdown] lang="en"
# ## 2 Draw it, and say one sentence (5 minutes)
# %%
plots.gaps(gaps)
# %% [markdown] lang="zh"
# 点是平均差距，横线是**置信区间**（confidence interval）：人数有限，真正的平均差距大约在这一段里。可靠性的横线和别的都不重叠。
#
# **轮到你**。给行长写一句话，要有三样东西：哪个维度、差多少、问了多少人。写在纸上，再点开下面的对照。
#
# <details><summary>对照</summary>
#
# “我们问了{{survey.report.rows_kept}}位客户（其中{{int(gaps["n_used"]["reliability"])}}位的回答可以算可靠性），五个维度都没有达到期望，可靠性差得最多，平均低{{abs(gaps["gap"]["reliability"]):.2f}}分（7级评分）。”
#
# 你的句子里要是有“所以客户会流失”“服务全国最差”，请删掉：这份问卷没有问，也没有比。
# </details>
# %% [markdown] lang="en"
# A dot is a mean gap; the line through it is the **confidence interval**: with so many people asked and no more, the true mean gap lies about there. The line of reliability overlaps none of the others.
#
# **Your turn.** Write one sentence to the head of the bank with three things in it: which dimension, how much, how many people were asked. Put it on paper, then open the reply.
#
# <details><summary>Compare</summary>
#
# "We asked {{survey.report.rows_kept}} customers ({{int(gaps["n_used"]["reliability"])}} of them gave answers that count for reliability): we fall short of expectation on all five dimensions, most on reliability, by {{abs(gaps["gap"]["reliability"]):.2f}} points of a 7-point scale on average."
#
# If yours says "so customers will leave" or "the worst service in the country", strike it out: this survey did not ask that, and compared nothing.
# </details>
# %%
take_quiz("00_start_here")
# %% [markdown] lang="zh"
# ## 3 一课怎么上（4分钟）
#
# - **先下注，再运行**。猜错了没关系，记得住的往往是猜错的那一次；一课的末尾会数押了几注、中了几注。
# - ★**短路径**：时间不够，只走带★的小节。
# - **小测**不计分。选错了会说出你是怎么想错的，再选一次就好。
# - **练习**在exercises文件夹里，程序当场告诉你对不对、错在哪里。
# - **回头**：学过的题过几天会再来找你。
#
# 下面这张图是全课程的学习目标：K是知识，S是技能。每一格写着做到了哪里、下一步去哪里：有链接的，点进去；写着`take_quiz(…)`或`take_role(…)`的，复制到一个新格子里运行。记录只存在你自己的电脑上。
# %% [markdown] lang="en"
# ## 3 How a lesson works (4 minutes)
#
# - **Bet, then run.** A wrong bet does no harm; it is often the one you remember. Each lesson ends with your score.
# - ★ **The short path:** with little time, take only the starred parts.
# - **Quizzes** are not marked. A wrong choice tells you how you came to it; choose again.
# - **Exercises** are in the folder `exercises`; the program says at once whether an answer is right, and where it goes wrong.
# - **Coming back:** questions return after some days.
#
# The map below shows the objectives of the whole course: K for knowledge, S for skills. Each tile tells how far you are and where to go next: follow the link, or copy the call, `take_quiz(…)` or `take_role(…)`, into a new cell and run it. The record is kept on your own computer only.
# %%
show_progress()
# %% [markdown] lang="zh"
# 做错的题当天就能再做；做对的题，隔1天、3天、7天、16天，以后每35天再问一次。不管题在哪一课，运行下面这一格，今天该做的就都来了。现在多半还没有，记住这个名字，下次打开课程先运行它。
# %% [markdown] lang="en"
# A question you missed can be taken again the same day; one you got right is asked again after 1, 3, 7 and 16 days, and then every 35. Whichever lesson they belong to, the next cell brings all that are due today. Now there will hardly be any; remember the name, and run it first when you open the course again.
# %%
review()
# %% [markdown] lang="zh"
# ## 4 真的和合成的（3分钟）
#
# 每张数据表都有一张说明卡。**下注**：银行投诉件数的那张表，是真的还是合成的？
# %% [markdown] lang="en"
# ## 4 Real and synthetic (3 minutes)
#
# Every table comes with a card. **Bet:** is the table of complaints about banks real or synthetic?
# %%
bet("complaints_real", "real synthetic")
# %%
card = describe("complaints_banks")
settle("complaints_real", "synthetic" if card.synthetic else "real")
# %% [markdown] lang="zh"
# <details><summary>从哪里看得出来</summary>
#
# 看说明卡的“来源”一行：这些数字是监管部门通报的。合成的表，那一行写的是种子。
#
# </details>
#
# 卡上还写着哪几个季度缺失、哪些话不能说：
# %% [markdown] lang="en"
# <details><summary>How can one tell?</summary>
#
# Look at the card's line "Origin": these figures come from the regulator's notices. For a synthetic table that line names a seed.
#
# </details>
#
# The card also tells which quarters are missing and what may not be said:
# %%
card
# %% [markdown] lang="zh"
# 分法很简单：
# - **真实**：`complaints_banks`、`complaints_rates`、`complaints_insurers`、`retail_customers`，公布的数字，带出处。
# - **合成**：`bank_branch`、`mobile_bank`、`securities`、`insurance`，程序按写明的规则生成，带种子（seed）；它们用来练方法，不能用来评价任何一家机构。
#
# **课文从哪里来**：课程结构来自一门高职课程的知识目标和技能目标；招商银行案例由我们改写，事实都有出处；问卷题目按SERVQUAL的题意自拟，不是原题 [PZB1988]；人物、网点和对话都是虚构的。原课程说“品质”，我们说“质量”，是同一个概念；有的教材把响应性印成`相应性`，也是同一个维度。
# %% [markdown] lang="en"
# The division is simple:
# - **Real:** `complaints_banks`, `complaints_rates`, `complaints_insurers`, `retail_customers`: published figures with their source.
# - **Synthetic:** `bank_branch`, `mobile_bank`, `securities`, `insurance`: made by a program, by rules that are written down, with a seed; good for practising methods, never for judging an institution.
#
# **Where the text comes from:** the structure follows the knowledge and skill objectives of a vocational college course; the China Merchants Bank case is retold in our own words with its facts sourced; the questionnaire items are our own wording of SERVQUAL's meanings, not the original items [PZB1988]; people, branches and dialogues are invented. Chinese has two words for quality in this field; the course keeps to one of them. Some Chinese textbooks misprint the name of responsiveness by one character; it is the same dimension.
# %% [markdown] lang="zh"
# ## 小结
#
# 一份问卷，先看丢了什么、空了什么；再算差距，带上人数和区间；最后说一句不过头的话。往后的课都是这三步，只是越走越细。
#
# **接下来**：[01 引例：因您而变](01_changing_for_you.ipynb)。走之前数一数，今天押中了几注：
# %% [markdown] lang="en"
# ## Summary
#
# With a survey, look first at what was dropped and what is empty; then work out the gaps, with their n and intervals; then say one sentence that does not claim too much. The other lessons take the same three steps, in more detail.
#
# **Next:** [01 Opening case: "Changing for You"](01_changing_for_you.ipynb). Before you go, your score:
# %%
bets()
