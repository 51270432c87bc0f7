# %% [markdown] lang="zh"
# # 02 金融优质服务标准
#
# **用时**：60分钟，课后练习另计30分钟；只走带★的短路径，约44分钟。
#
# 2025年10月，一家虚构的银行来了新的服务总监。她要在12个网点的门边各挂一页纸：“只写三样：我们承诺什么，怎么量，谁来查。周五挂出去。”这页纸由你起草。
#
# **本课回答**
# - 金融服务怎样才算好？
# - 检查合格的网点，服务就好吗？
# - 一句承诺要怎样写，才量得出、查得到、守得住？
#
# **学习目标**（**第一节　金融服务品质评价**，本课讲其中的“一”）
# - 解释金融服务质量的概念（K1）。
# - 了解客户感知（perception）的服务质量由哪些要素构成（K1）。
# - 用SERVQUAL理论分析和评价银行等机构的服务质量（S1，第03课做完）。
#
# **知识准备**：概念（第2、3节）；考核指标体系（performance indicator system，第9节）。
# %% [markdown] lang="en"
# # 02 What good financial service is
#
# **Time:** 60 minutes, and 30 more for the exercises. The starred short path (★) takes about 44.
#
# October 2025. An invented bank has a new head of service. She wants one page beside the door of each of its 12 branches: "Three things only. What we promise, how it is measured, who checks. It goes up on Friday." You are to draft it.
#
# **Questions of this lesson**
# - When is financial service good?
# - Is service good at a branch that passes its inspection?
# - How must a promise be worded so that it can be measured, checked and kept?
#
# **Objectives** (of **Section 1: evaluating service quality**; this lesson is its part one)
# - Explain the concept of financial service quality (K1).
# - Know the elements of the service quality that customers perceive (K1).
# - Analyse and evaluate the service of banks and other institutions with SERVQUAL (S1; completed in lesson 03).
#
# **Knowledge needed:** the concept (sections 2, 3); the **performance indicator system** (section 9).
# %% [markdown] lang="zh"
# ## ★ 1 门边的一页纸（5分钟）
#
# > “墙上写着‘微笑服务’。她笑得挺好，我等了一个钟头。”
# >
# > “六月的检查，我们及格了。可队还是那么长。”
# >
# > “理财经理客气极了。两年后我才看懂，那份保险不适合我。”
# >
# > （人是虚构的，话是合成的）
#
# **轮到你**。在纸上写出三行，你想挂在门边的。写完再点开。
#
# <details><summary>用三个问题查一查</summary>
#
# 有没有写分钟、件数这样的单位？一个月以后，谁拿什么记录来查？没做到，客户怎么知道？“热情周到”一个也答不了。纸留着，课末再改。
#
# </details>
#
# **档案B07**
# - 行里都在传“有一个网点不行”。
# - 哪一个？
# - 谁说的，凭什么？
#
# **可以说：没有单位和记录的承诺，守没守住，谁也说不清。**
# %% [markdown] lang="en"
# ## ★ 1 One page beside the door (5 minutes)
#
# > "The wall says 'Service with a smile'. She did smile. I waited an hour."
# >
# > "We passed the June inspection. The queue is as long as ever."
# >
# > "My adviser was charming. It took me two years to see that the policy wasn't for me."
# >
# > (All invented; the words are synthetic.)
#
# **Your turn.** Write down three lines to hang beside the door, then open this.
#
# <details><summary>Three questions to test them</summary>
#
# Do they have a unit, such as minutes or errors? In a month, who checks them, in which records? If a line is broken, how will customers know? "Warm and attentive" fails all three. Keep your sheet for the end.
#
# </details>
#
# **File B07**
# - People at the bank say that one branch is bad.
# - Which one?
# - Who says so, and on what grounds?
#
# **What we can say: nobody can tell whether a promise without a unit and a record was kept.**
# %% [markdown] lang="zh"
# ## ★ 2 什么叫“质量”（8分钟）
#
# 服务质量为什么要紧？教材说了三句，一句比一句重：它关系到产品的市场份额，关系到利润目标，关系到企业的生存。这是主张，还不是证据。
#
# 那么质量是什么？在TRW公司管质量的Groocock这样想 [GRO1986]：产品的所有有关特征，在多大程度上满足客户需要的所有方面。需要有三条边界：客户肯付的**价格**，肯等的**时间**，愿意接受的**交付方式**。搬到金融业，就是金融产品的所有有关特征满足客户需要的程度。
#
# **停一下，想一想**。有一款理财，替银行赚钱最多，卖得最好，可买的人几乎没有一个真正需要它。照Groocock的意思，它的质量怎样？
#
# <details><summary>回应</summary>
#
# 低。赚钱和好卖都不在他的定义里，里面只有客户的需要。
#
# </details>
#
# 这个想法来自工厂，特征看得见。服务摸不着，因人而异，当面产生，存不起来。所以还要问客户：**期望**（expectation）问的是一家优秀的机构会做到几分，**感知**问的是这一家做到了几分。优秀的标准高，有**差距**（gap），未必不满意。下面四个词，全课程都这样用：
#
# - 感知服务质量是客户对一家机构的服务长期形成的总体评价。
# - 客户满意度是客户经历一次服务以后，拿感知和期望相比而产生的感受。
# - 差距是感知减期望；低于期望不等于不满意。
# - 客户忠诚度是客户以后继续选择、愿意推荐一家机构的程度，既看态度，也看行为。
#
# %% [markdown] lang="en"
# ## ★ 2 What "quality" means (8 minutes)
#
# Why does service quality matter? The textbook makes three claims, each weightier than the last: a product's market share hangs on it, then the profit goal, finally the firm's survival. These are claims, not evidence.
#
# What is quality, though? For Groocock, in charge of quality at TRW [GRO1986], it is how far all the relevant features of a product meet all aspects of customers' needs. These have three limits: the **price** customers will pay, the **time** they will wait, and the **manner of delivery** they will accept. In finance: how far all the features of a financial product meet them.
#
# **Stop and judge.** A wealth product earns the bank more than any other and sells best, yet hardly any of its buyers really need it. What would Groocock say about its quality?
#
# <details><summary>Reply</summary>
#
# That it is low. Only customers' needs appear in his definition, not profit or sales.
#
# </details>
#
# The idea comes from the factory, where features can be seen. Service cannot be touched or stored, varies from person to person, and is produced in front of the customer. So we must ask customers as well: an **expectation** is how well an excellent institution would do, a **perception** how well this one does. Excellent is a high mark: falling short of it need not mean being dissatisfied. Four terms, as this course uses them:
#
# - Perceived service quality is a customer's lasting, overall judgement of an institution's service.
# - Customer satisfaction is what a customer feels after an experience of service, having compared perception with expectation.
# - A gap is perception minus expectation; below expectation is not the same as dissatisfied.
# - Customer loyalty is how far a customer goes on choosing an institution and recommends it, in attitude and in behaviour.
# %%
take_quiz("02_good_service", items=["four-words", "earns-well"])
# %% [markdown] lang="zh"
# **可以说：质量看客户的需要满足了多少，不看卖了多少、赚了多少。**
#
# ## ★ 3 得到了什么，怎样得到的（7分钟）
#
# 客户感知的服务质量有两个要素（格罗鲁斯 [G1984]）：
#
# - **技术质量**（technical quality），也叫结果质量：得到了什么。账记得对，贷款按时到，产品适合他。
# - **功能质量**（functional quality），也叫过程质量：怎样得到的。等多久，听不听得懂，客不客气。
#
# 机构的形象（image）像一层滤镜：结果和过程，客户都隔着它看。
#
# 第1节那份保险，过程当场能打分，结果两年后才看懂。金融服务多半是**信任品**（credence service）：用过以后，客户还是不容易判断结果好不好。所以机构要自己去查结果：差错率，适不适合，赔得对不对。
#
# 问卷SERVQUAL把感知分成五个**维度**（dimension）：有形性（看得见的）、**可靠性**（reliability，说到做到，不出错）、响应性（有人理，办得快）、保证性（懂业务，有礼貌，让人放心）、移情性（把这一位客户的需要放在心上）。它问的差不多都是过程，只有可靠性碰到了结果。
# %% [markdown] lang="en"
# **What we can say: quality is how far customers' needs are met, not how much was sold or earned.**
#
# ## ★ 3 What you get, and how you get it (7 minutes)
#
# Service quality as customers perceive it has two elements (Grönroos [G1984]):
#
# - **Technical quality**, or outcome: what customers get. The entry is right, the loan arrives on time, the product suits.
# - **Functional quality**, or process: how they get it. How long, how clear, how polite.
#
# An institution's **image** is a filter: customers see both through it.
#
# The policy in section 1: its process could be judged on the spot, its outcome only after two years. Most financial services are **credence services**: even afterwards, customers can hardly tell whether the outcome was good. So the institution has to check outcomes itself: error rates, suitability, claims paid correctly.
#
# The SERVQUAL questionnaire divides perception into five **dimensions**: tangibles (what is seen), **reliability** (promises kept, no mistakes), responsiveness (prompt, willing), assurance (competent, courteous, safe) and empathy (this one customer's needs). Nearly all of it is about process; only reliability touches the outcome.
# %%
take_quiz("02_good_service", items=["two-sides", "explain-quality"])
# %% [markdown] lang="zh"
# **可以说：客气的误导销售也是坏服务；过程的分数，代替不了对结果的检查。**
#
# ## ★ 4 检查表说谁好（8分钟）
#
# 2024年11月和2025年6月，行里两次请两位**神秘客户**（mystery shopper）进店，各自独立地按20条打钩，满分100，60分及格。数据是合成的，不代表任何真实机构。
# %% [markdown] lang="en"
# **What we can say: a polite mis-sale is bad service; marks for manner do not replace a check of the outcome.**
#
# ## ★ 4 Who does well on the checklist (8 minutes)
#
# In November 2024 and June 2025 the bank sent two **mystery shoppers** to each branch. Each went through 20 items independently; scores are out of 100 and 60 is a pass. The data are synthetic and describe no real institution.
# %%
describe("mystery_visits")
# %% [markdown] lang="zh"
# 点开列的清单，读`item`那一行的20条。有没有一条问“按时办完了吗”“办对了吗”？
#
# **我猜**：哪个网点的检查得分最高？
# %% [markdown] lang="en"
# Open the list of columns and read the 20 items. Does any ask "Was it done in time?" or "Was it done right?"
#
# **Bet:** which branch scores highest?
# %%
visits = load("mystery_visits")
bet("best_checklist", sorted(visits["branch"].unique()))
# %%
from fsq_lab import estimates, ratings

marks = ratings.checklist(visits)
settle("best_checklist", marks["score"].idxmax())
# %% [markdown] lang="zh"
# <details><summary>谁最高，谁不及格</summary>
#
# {{marks["score"].idxmax()}}，{{marks["score"].max():.1f}}分。两次合起来，低于60的有{{(marks["score"] < 60).sum()}}家；只看2025年6月，B03是{{ratings.checklist(visits.query("visit == '2025-06'"))["score"]["B03"]:.1f}}分，不及格。20条几乎全是看得见的过程。
#
# </details>
#
# **接着猜**：问卷里也问了总体满意度（1到7分）。B06的平均，比12家的**中位数**（median）高吗？
# %% [markdown] lang="en"
# <details><summary>Who comes first, and who fails?</summary>
#
# {{marks["score"].idxmax()}}, with {{marks["score"].max():.1f}}. Over both visits, branches below 60: {{(marks["score"] < 60).sum()}}; in June 2025 alone B03 has {{ratings.checklist(visits.query("visit == '2025-06'"))["score"]["B03"]:.1f}}, a fail. Nearly all 20 items are about visible process.
#
# </details>
#
# **Bet again:** the branch survey also asks about overall satisfaction (1 to 7). Is B06's mean above the **median** of the 12?
# %%
bet("b06_satisfied", "above_median not_above_median")
# %%
satisfied = estimates.means(load("bank_branch"), "overall_satisfaction", by="branch")
median = satisfied["mean"].median()
settle("b06_satisfied", "above_median" if satisfied["mean"]["B06"] > median else "not_above_median")
# %%
plots.two_scores(marks, satisfied, passes=60)
# %% [markdown] lang="zh"
# <details><summary>两个分数对不上</summary>
#
# B06检查第1，满意度却平平；B03六月不及格，满意度也在中间。B07检查{{marks["score"]["B07"]:.1f}}分，及格，点却离大家很远：先记下，第03课用整份问卷看。（竖线是区间，见第5节。）
#
# </details>
#
# **两位神秘客户看法一样吗？** 合格的多，闭着眼打钩也会一样。kappa系数先扣掉这种碰巧：1是完全一致，0是不比碰巧强。
# %% [markdown] lang="en"
# <details><summary>Two scores that disagree</summary>
#
# B06, the best by checklist, and B03, which failed in June, are both average for customers. B07 passes with {{marks["score"]["B07"]:.1f}}, yet its point lies far from the others: lesson 03 looks at the whole questionnaire. (The lines are intervals: section 5.)
#
# </details>
#
# **Do the two mystery shoppers agree?** With most items passed, they would often agree blindfold. Cohen's kappa removes that chance: 1 is full agreement, 0 no better than chance.
# %%
from fsq_lab import agreement

pairs = visits.pivot(index=["branch", "visit", "item"], columns="rater", values="passed").reset_index()
smile = agreement.kappa(pairs.query("item == 13"), "A", "B")
smile[["kappa", "low", "high", "agreement", "n"]].astype(float).round(2)
# %% [markdown] lang="zh"
# 第13条“微笑真诚”，{{smile["n"]}}次里有{{smile["n"] * (1 - smile["agreement"]):.0f}}次看法不同，kappa只有{{smile["kappa"]:.2f}}（区间{{smile["low"]:.2f}}至{{smile["high"]:.2f}}）：同一个微笑，一位打钩，一位不打。
#
# **改一个词，再运行**：把`13`换成`6`（取号机能用）或`10`（核对信息后再办理）。什么条目看法一样？
#
# <details><summary>回应</summary>
#
# 看得见的多半一样。可n只有{{smile["n"]}}，3和14也才{{agreement.kappa(pairs.query("item == 3"), "A", "B")["kappa"]:.1f}}上下，先别下结论。
#
# </details>
#
# **可以说：检查得分最高的B06，满意度{{satisfied["mean"]["B06"]:.2f}}分（{{satisfied["n"]["B06"]}}人），不比中位数{{median:.2f}}分高；检查表只量它列出来的。**
#
# **停点一**（约28分钟）。
#
# ## ★ 5 海报上的承诺（8分钟）
#
# 各网点门边已经有一张海报：现金30分钟，账户45分钟，贷款60分钟，理财50分钟，从取号到办完。行里的标准（虚构）：至少九成按时。每十笔抽一笔计时，抽到的笔数（`pieces`）就是**分母**（denominator）。听说是3月以后变差的，就看2025年3月到9月。
#
# **我猜**：B07按时的占百分之几？差10个百分点以内算中。
# %% [markdown] lang="en"
# On item 13, "smiles sincerely", they differ in {{smile["n"] * (1 - smile["agreement"]):.0f}} of {{smile["n"]}} cases, and kappa is only {{smile["kappa"]:.2f}} (interval {{smile["low"]:.2f}} to {{smile["high"]:.2f}}): the same smile, ticked by one and not by the other.
#
# **Change a word and run again:** replace `13` with `6` (the ticket machine works) or `10` (checks the details before starting). On what kind of item do they agree?
#
# <details><summary>Reply</summary>
#
# Mostly on what can be seen. But n is only {{smile["n"]}}, and items 3 and 14 reach only about {{agreement.kappa(pairs.query("item == 3"), "A", "B")["kappa"]:.1f}}: no hasty rule.
#
# </details>
#
# **What we can say: B06, first by checklist, has a mean satisfaction of {{satisfied["mean"]["B06"]:.2f}} ({{satisfied["n"]["B06"]}} people), no higher than the median of {{median:.2f}}; a checklist measures only what it lists.**
#
# **Stopping point one** (about 28 minutes).
#
# ## ★ 5 What the poster promises (8 minutes)
#
# A poster hangs there already: cash 30 minutes, accounts 45, loans 60, wealth products 50, from ticket to completion. The bank's standard (invented): at least nine in ten in time. One transaction in ten is timed; these (`pieces`) are the **denominator**. Things are said to have worsened in March, so we look at March to September 2025.
#
# **Bet:** what share was in time at B07? Within 10 percentage points counts as right.
# %%
bet("b07_in_time", unit="%", within=10)
# %%
spring = load("promises").query("'2025-03' <= month <= '2025-09'")
counts = spring.groupby("branch")[["in_time", "pieces"]].sum()
share = 100 * counts["in_time"] / counts["pieces"]
settle("b07_in_time", share["B07"])
# %% [markdown] lang="zh"
# <details><summary>B07和其余的</summary>
#
# {{counts["pieces"]["B07"]:.0f}}笔里{{counts["in_time"]["B07"]:.0f}}笔按时，{{share["B07"]:.1f}}%。其余11家在{{share.drop("B07").min():.1f}}%到{{share.drop("B07").max():.1f}}%之间。分子、分母各自相加再除，不要平均百分数。
#
# </details>
#
# **改一个词，再运行**：把`2025-03`换成`2024-03`，`2025-09`换成`2025-02`，看B07从前怎样；看完换回来。
#
# B09一个月只有三十笔上下。这么少，能信到什么程度？有15笔，笔笔按时。**我猜**：这样的记录，真正的按时比例最低可能是百分之几（置信区间（confidence interval）的下限）？差5个百分点以内算中。
# %% [markdown] lang="en"
# <details><summary>B07 and the rest</summary>
#
# {{counts["in_time"]["B07"]:,.0f}} of {{counts["pieces"]["B07"]:,.0f}} transactions, or {{share["B07"]:.1f}}%. The other 11 range from {{share.drop("B07").min():.1f}}% to {{share.drop("B07").max():.1f}}%. Add up numerators and denominators, then divide; do not average percentages.
#
# </details>
#
# **Change a word and run again:** replace `2025-03` with `2024-03` and `2025-09` with `2025-02` to see B07 as it was. Then change both back and run again.
#
# B09 has about thirty transactions timed a month. How far can we trust so few? Take 15, all in time. **Bet:** how low could the true share be (the lower end of its confidence interval)? Within 5 percentage points counts as right.
# %%
bet("fifteen_of_fifteen", unit="%", within=5)
# %%
from fsq_lab import intervals

settle("fifteen_of_fifteen", 100 * intervals.proportion(15, 15)["low"])
# %% [markdown] lang="zh"
# <details><summary>为什么不是十成</summary>
#
# 真正的比例就算只有{{100 * intervals.proportion(15, 15)["low"]:.0f}}%，15笔碰巧全按时的机会也还有三十分之一左右。这叫Wilson置信区间：同样的办法用很多次，大约每20个区间有19个盖得住真正的比例。n越大，区间越窄。
#
# </details>
# %% [markdown] lang="en"
# <details><summary>Why not all of them?</summary>
#
# Even if the true share were only {{100 * intervals.proportion(15, 15)["low"]:.0f}}%, 15 out of 15 would still have a chance of about one in thirty. This is Wilson's **confidence interval**: use the method many times, and about 19 in 20 intervals contain the true share. The larger n, the narrower the interval.
#
# </details>
# %%
kept = estimates.shares(spring, "in_time", "pieces", by="branch")
plots.shares(kept, standard=90 / 100)
# %% [markdown] lang="zh"
# **改一个词，再运行**：把`90`换成`95`，几家的整个区间在标准以下？
#
# B09的区间宽{{100 * (kept["high"]["B09"] - kept["low"]["B09"]):.0f}}个百分点，九成做到了没有，无法判断。
#
# **可以说：2025年3月到9月，B07按时办完{{share["B07"]:.1f}}%（{{kept["convention"]["B07"][:3]}}区间{{100 * kept["low"]["B07"]:.1f}}%至{{100 * kept["high"]["B07"]:.1f}}%，n＝{{counts["pieces"]["B07"]:.0f}}），比例在12家里最低。** 为什么，还不知道。
#
# ## 6 承诺几分钟才值钱（7分钟）
#
# 有人说：“改成90分钟，人人达标。”
#
# **轮到你**。先写一句：客户信了90分钟，会损失什么？再拖动滑块。找出B07和其余网点要九成按时，各得承诺几分钟。
# %% [markdown] lang="en"
# **Change a word and run again:** replace `90` with `95`. How many branches now have their whole interval below the standard?
#
# B09's interval is {{100 * (kept["high"]["B09"] - kept["low"]["B09"]):.0f}} points wide: whether it keeps nine in ten, we cannot tell.
#
# **What we can say: from March to September 2025 B07 finished {{share["B07"]:.1f}}% in time ({{kept["convention"]["B07"][:3]}} interval {{100 * kept["low"]["B07"]:.1f}}% to {{100 * kept["high"]["B07"]:.1f}}%, n = {{counts["pieces"]["B07"]:,.0f}}), the lowest share of the 12.** We do not yet know why.
#
# ## 6 How many minutes are worth promising (7 minutes)
#
# Someone suggests: "Put 90 minutes on the poster, and we will all keep it."
#
# **Your turn.** Write one sentence first: what do customers lose who believe the 90 minutes? Then move the sliders: to keep nine in ten, how many minutes must B07 promise, and how many the others?
# %%
from fsq_lab import explore_promise

explore_promise()
# %% [markdown] lang="zh"
# <details><summary>对照</summary>
#
# 承诺90分钟，几乎人人守得住，客户却要空出一个半小时，平均白留一个小时左右。现金业务，其余网点30分钟正好，B07要45分钟左右。把B07的海报改成45分钟，话是老实了，谁也没快一分钟。
#
# </details>
#
# 好的**服务承诺**（service guarantee）有三条：客户在意；有单位、有记录；守得住，守不住时客户有个说法。
#
# **可以说：承诺值多少，看客户照着它安排时间会白费多少，不只看达标率。**
#
# ## ★ 7 差在哪一段：差距模型（8分钟）
#
# 客户觉得不够好，毛病出在哪一段？差距模型（gap model）[PZB1985] 把从客户的期望到客户的感知分成几段：
#
# | 差距 | 在谁和谁之间 | 这里怎样算 |
# |---|---|---|
# | 1 | 客户的期望，管理者的理解 | 负责人猜的权重减客户给的权重 |
# | 2 | 管理者的理解，检查表 | 检查表给的份量减负责人猜的 |
# | 3 | 标准（九成要在规定的分钟内），实际做到的 | 按时的比例减九成 |
# | 4 | 实际做到的，对外说的 | 海报承诺的分钟减实测的平均 |
# | 5 | 客户的期望，客户的感知 | 问卷的感知减期望 |
#
# 前四段在机构里面，到客户心里成了第5段。负数表示不够。算法是本课程的：差距1、2用权重代替期望，只看可靠性；海报的分钟就是行里的规定，所以差距3看守住几成，差距4看平均。
#
# **差距1**。12位负责人猜：客户会怎样把100分分给五个维度？**我猜**：他们高估最多的是哪一个？
# %% [markdown] lang="en"
# <details><summary>Compare</summary>
#
# Nearly everyone can keep 90 minutes, but customers must set aside an hour and a half, on average about an hour of it for nothing. For cash, 30 minutes is about right elsewhere; B07 would need some 45. Putting 45 on B07's poster would be honest and save nobody a minute.
#
# </details>
#
# A good **service guarantee** matters to customers, has a unit and a record, and is kept; when it is not, customers are owed an answer.
#
# **What we can say: a promise's worth depends on how much time customers waste by planning on it, not just on the share kept.**
#
# ## ★ 7 Where things go wrong: the gap model (8 minutes)
#
# When customers find service lacking, where did it go wrong? The **gap model** [PZB1985] divides the way from expectations to perceptions into five gaps:
#
# | Gap | Between | How we compute it |
# |---|---|---|
# | 1 | what customers expect, what managers think they expect | managers' guess of the weights minus customers' weights |
# | 2 | what managers think, what the checklist asks | weight in the checklist minus managers' guess |
# | 3 | the standard (nine in ten within the set minutes), what is delivered | share in time minus nine in ten |
# | 4 | what is delivered, what is promised to customers | minutes on the poster minus mean minutes measured |
# | 5 | what customers expect, what they perceive | perception minus expectation in the survey |
#
# The first four lie inside the institution and reach the customer as the fifth. Negative means not enough. The arithmetic is ours: in gaps 1 and 2 weights stand in for expectations, for reliability only; the poster's minutes are the bank's own rule, so gap 3 asks how many are kept, gap 4 takes the mean.
#
# **Gap 1.** The 12 managers guessed how customers would share 100 points among the five dimensions. **Bet:** which do they overestimate most?
# %%
bet("overrated", "tangibles reliability responsiveness assurance empathy")
# %%
guess = load("managers").filter(like="weight_").rename(columns=lambda name: name.removeprefix("weight_")).mean()
customers = servqual.weights(load("bank_branch"))
settle("overrated", (guess - customers["weight"]).idxmax())
# %% [markdown] lang="zh"
# <details><summary>看得见的，看不见的</summary>
#
# 高估最多的是有形性：猜{{guess["tangibles"]:.1f}}分，客户给{{customers["weight"]["tangibles"]:.1f}}分。低估最多的是可靠性：猜{{guess["reliability"]:.1f}}分，客户给{{customers["weight"]["reliability"]:.1f}}分（n＝{{customers["n_used"]["reliability"]}}）。
#
# </details>
#
# **差距2**。检查表20条，按我们的归法，可靠性只有2条（核对信息、核对金额），其余见下。归法可以争，条数没有区间。“九成按时”行里写了，检查表里却没有，谁也不按它打分。
# %% [markdown] lang="en"
# <details><summary>What is seen, and what is not</summary>
#
# Tangibles: managers guess {{guess["tangibles"]:.1f}}, customers give {{customers["weight"]["tangibles"]:.1f}}. Most underestimated is reliability: {{guess["reliability"]:.1f}} against {{customers["weight"]["reliability"]:.1f}} (n = {{customers["n_used"]["reliability"]}}).
#
# </details>
#
# **Gap 2.** Of the 20 items, as we sort them, only 2 are about reliability (checking details, checking the amount); the rest are below. The sorting is debatable; counts have no interval. "Nine in ten in time" is written down, but not in the checklist, so nobody is marked by it.
# %%
items = pd.Series({"tangibles": 5, "reliability": 2, "responsiveness": 5, "assurance": 7, "empathy": 1})
of_100 = 100 * items / items.sum()
pd.DataFrame({"customers_give": customers["weight"], "managers_guess": guess, "checklist_has": of_100}).round(1)
# %% [markdown] lang="zh"
# 读可靠性那一行：客户最看重的，负责人少算一截，到了检查表又少一截。
#
# **差距4，我猜**：B07海报上的承诺，平均下来减去实测的平均时间，是几分钟？负数表示超时。差3分钟以内算中。
# %% [markdown] lang="en"
# Read the reliability row: what customers value most loses weight with managers, and more on the way into the checklist.
#
# **Gap 4, a bet:** at B07, what is promised minutes minus measured minutes, on average? Below zero means late. Within 3 counts as right.
# %%
bet("promised_less_measured", unit="minutes_taken", within=3)
# %%
from fsq_lab import gap_model

early = gap_model.minutes_early(spring.query("branch == 'B07'"))
settle("promised_less_measured", early.mean())
# %% [markdown] lang="zh"
# <details><summary>平均数把人藏起来了</summary>
#
# {{early.mean():.1f}}分钟：平均用时几乎正好等于承诺。可同一批业务里{{100 - share["B07"]:.0f}}%超了时。快的替慢的打了掩护；承诺是对每一位客户作的，要看按时的比例。
#
# </details>
#
# 五个放到一起。差距4只有月平均，按7个月算（n＝7）；差距5用第03章的问卷。
# %% [markdown] lang="en"
# <details><summary>The mean hides people</summary>
#
# {{early.mean():.1f}} minutes: on average the time taken is almost exactly what was promised. Yet {{100 - share["B07"]:.0f}}% of the same transactions were late. Quick ones cover for slow ones; a promise is made to each customer, so look at the share in time.
#
# </details>
#
# Now all five. Gap 4 has only monthly means (n = 7); gap 5 uses the survey of lesson 03.
# %%
five = gap_model.five_gaps(load("managers"), items, spring, load("bank_branch"), branch="B07")
plots.five_gaps(five)
# %% [markdown] lang="zh"
# <details><summary>怎样读这张图</summary>
#
# 差距1、2是全行的。差距3把B07和别人分开：按时的比例比标准低{{-five["gap"]["gap_3"]:.0f}}个百分点，其余网点是{{five["others"]["gap_3"]:+.1f}}。
#
# </details>
#
# **改一个词，再运行**：把`B07`换成`B06`。哪一段好，哪一段平平？
#
# <details><summary>回应</summary>
#
# 差距3、4都在0以上，守得住。差距5和其余网点差不多：客户没有觉得更好。
#
# </details>
#
# 引例那家银行用问卷、回访听客户的期望，补的是差距1；统一的服务标准，补的是差距2。
# %% [markdown] lang="en"
# <details><summary>How to read this chart</summary>
#
# Gaps 1 and 2 are the whole bank's. Gap 3 sets B07 apart: its share in time is {{-five["gap"]["gap_3"]:.0f}} points below the standard, against {{five["others"]["gap_3"]:+.1f}} elsewhere.
#
# </details>
#
# **Change a word and run again:** replace `B07` with `B06`. In which gap is it good, in which ordinary?
#
# <details><summary>Reply</summary>
#
# Gaps 3 and 4 are above 0: promises kept. Gap 5 is much like the others': customers notice nothing better.
#
# </details>
#
# In the opening case, questionnaires and follow-up calls, which ask what customers expect, work on gap 1, the single service standard on gap 2.
# %%
take_quiz("02_good_service", items=["whose-gap"])
# %% [markdown] lang="zh"
# **可以说：客户最看重可靠性（{{customers["weight"]["reliability"]:.0f}}分），检查表只给{{of_100["reliability"]:.0f}}分；整个区间低于九成的，12家里只有{{kept.index[kept["high"] < 90 / 100][0]}}。**
#
# **停点二**（约51分钟）。
#
# ## 8 外面的标准（4分钟）
#
# 门边的承诺可以比法规严，不能比它松。
# %% [markdown] lang="en"
# **What we can say: customers value reliability most ({{customers["weight"]["reliability"]:.0f}} points), and the checklist gives it {{of_100["reliability"]:.0f}}; of the 12, only {{kept.index[kept["high"] < 90 / 100][0]}}'s whole interval lies below nine in ten.**
#
# **Stopping point two** (about 51 minutes).
#
# ## 8 Standards from outside (4 minutes)
#
# A promise beside the door may be stricter than the law, never laxer.
# %%
from fsq_lab import show_law

show_law(
    "consumer-complaints-2020-3/time-limit",
    "consumer-complaints-2020-3/calendar-days",
    "consumer-protection-2022-9/older-people",
    "life-service-2010-4/claims",
    "suitability-2025-7/no-mismatch",
    "suitability-130/own-insistence",
)
# %% [markdown] lang="zh"
# 第四部在2025年10月已公布，未施行。此外有推荐性国家标准：GB/T 32320-2015、32318-2015（网点），GB/T 19012-2019（投诉），GB/T 19038-2009、19039-2009（测顾客满意）；还有中国银行业协会的检查表CBSS1000。
#
# **停一下，想一想**。有人提议在门边写：“您的意见，一个月内答复。”行不行？哪些必须守，哪些是推荐？
#
# <details><summary>回应</summary>
#
# 不行：简单的投诉15日内就要决定并告知。表里五部是规章，必须守；标准自愿，说了采用就要做到。适当性管结果，期限管过程。
#
# </details>
#
# **可以说：规章是底线，推荐性标准可以选，我们的承诺要在底线上面。**
#
# ## 9 银行、证券公司、保险公司（5分钟）
#
# 好坏定在几个**关键时刻**（moment of truth），三类机构各不相同。把要查的写成一张表，就是考核指标体系。一个指标四样齐全：分子、分母、期间、负责人。
#
# | 机构 | 关键时刻 | 指标：分子除以分母 | 期间 | 谁负责 |
# |---|---|---|---|---|
# | 银行 | 柜台办业务 | 按时办完的笔数÷计了时的笔数 | 每月 | 网点主任 |
# | 证券公司 | 开市下单 | 系统可用的分钟÷全部交易分钟 | 每个交易日 | 运维负责人 |
# | 证券公司 | 推荐产品 | 抽查中匹配的笔数÷抽查的笔数 | 每季 | 合规负责人 |
# | 保险公司（人身险） | 理赔 | 收到申请后5个工作日内核定的÷当月到期该核定的 | 每月 | 理赔负责人 |
#
# **轮到你**。替保险公司再写一个“销售时讲清楚了没有”的指标，四样写全，再点开。
#
# <details><summary>对照</summary>
#
# 例如：回访中答得出免责条款的客户÷当月应当回访的新投保客户，联系不上的也在内，每月，合规负责人。
#
# </details>
# %% [markdown] lang="en"
# The fourth was published but not yet in force in October 2025. There are also recommended national standards: GB/T 32320-2015 and 32318-2015 (outlets), GB/T 19012-2019 (complaints), GB/T 19038-2009 and 19039-2009 (satisfaction); and the China Banking Association's checklist, CBSS1000.
#
# **Stop and judge.** Somebody proposes: "We answer your remarks within a month." May it hang there? What binds us, and what is recommended?
#
# <details><summary>Reply</summary>
#
# It may not: simple complaints are decided and told within 15 days. The five in the table bind; standards are voluntary, but whoever claims to follow them must. Suitability is about outcomes, time limits about process.
#
# </details>
#
# **What we can say: regulations set the floor, recommended standards may be chosen; our promises must be above the floor.**
#
# ## 9 Bank, securities company, insurer (5 minutes)
#
# Quality is decided at a few **moments of truth**, which differ between the three. List what to check, and you have a performance indicator system. A complete indicator has four parts: numerator, denominator, period, owner.
#
# | Institution | Moment of truth | Indicator: numerator over denominator | Period | Owner |
# |---|---|---|---|---|
# | Bank | business at the counter | transactions in time ÷ transactions timed | month | branch manager |
# | Securities company | an order at the opening | minutes the system was up ÷ trading minutes | trading day | head of operations |
# | Securities company | recommending a product | suitable sales ÷ sales sampled | quarter | head of compliance |
# | Insurer (life and health) | a claim | assessed within 5 working days of the request ÷ claims that fell due in the month | month | head of claims |
#
# **Your turn.** Write one more for the insurer, "Was it made clear at the sale?", with all four parts, then open this.
#
# <details><summary>Compare</summary>
#
# For instance: customers who can name an exclusion when called back ÷ new policyholders due for a call-back that month, the unreached included; month; head of compliance.
#
# </details>
# %%
take_quiz("02_good_service", items=["which-denominator"])
# %% [markdown] lang="zh"
# **可以说：没有分母的指标，比的是谁的生意大。**
#
# ## 小结：周五挂出去的那页纸
#
# 拿出第1节那三行，照第9节的四样改一遍。总监最后签的是：
#
# > 现金业务：取号后30分钟办完，十笔里至少九笔。
# >
# > 怎么量：每月每十笔抽一笔计时；30分钟内办完的÷抽中的，没等就走的算没做到。结果贴在旁边。
# >
# > 谁来查：网点主任负责，分行每月核对记录。
# >
# > 没做到：当场给您一个预约号，下次优先办。
#
# 她问：“B07也挂30分钟？”你答：“2025年3月到9月，它的现金业务30分钟内只办完{{estimates.shares(spring.query("kind == 'cash'"), "in_time", "pieces", by="branch")["share"]["B07"]:.0%}}（{{estimates.shares(spring.query("kind == 'cash'"), "in_time", "pieces", by="branch")["n"]["B07"]}}笔，区间{{estimates.shares(spring.query("kind == 'cash'"), "in_time", "pieces", by="branch")["low"]["B07"]:.0%}}至{{estimates.shares(spring.query("kind == 'cash'"), "in_time", "pieces", by="branch")["high"]["B07"]:.0%}}）。先弄清楚为什么，再决定挂几分钟。”
#
# **档案B07，新的一行**：检查合格；2025年春天以来，承诺的时间守住的比例最低。为什么，检查表和海报都没说。
#
# **接下来**：先做[练习02](../../exercises/zh/02_good_service/02_good_service.ipynb)（约30分钟），再学[03 用SERVQUAL测量服务质量](03_servqual.ipynb)：客户在哪一样上感觉最重？数一数猜中了几次。
#
# **资料来源**：[GRO1986]、[G1984]、[PZB1985]，都按通行的教材转述，未核对原书；法规见第8节。
# %% [markdown] lang="en"
# **What we can say: without a denominator, an indicator only compares who does more business.**
#
# ## Summary: the page that goes up on Friday
#
# Revise your three lines from section 1 by the four parts of section 9. This is what the head of service signs:
#
# > Cash business: done within 30 minutes of your ticket, at least nine times in ten.
# >
# > How it is measured: each month we time one transaction in ten; done within 30 minutes ÷ transactions chosen; whoever leaves unserved counts as not kept. The result is posted here.
# >
# > Who checks: the branch manager answers for it, the regional office checks the records each month.
# >
# > If not: you get an appointment slip at once and are served first next time.
#
# "Thirty minutes at B07, too?" she asks. You answer: "From March to September 2025 it completed only {{estimates.shares(spring.query("kind == 'cash'"), "in_time", "pieces", by="branch")["share"]["B07"]:.0%}} of its cash business within 30 minutes (n = {{estimates.shares(spring.query("kind == 'cash'"), "in_time", "pieces", by="branch")["n"]["B07"]}}, interval {{estimates.shares(spring.query("kind == 'cash'"), "in_time", "pieces", by="branch")["low"]["B07"]:.0%}} to {{estimates.shares(spring.query("kind == 'cash'"), "in_time", "pieces", by="branch")["high"]["B07"]:.0%}}). Let us first find out why, then decide what to promise."
#
# **File B07, a new line:** it passes the checklist; since spring 2025 it has kept the smallest share of its promised times. Neither checklist nor poster says why.
#
# **Next:** [exercise 02](../../exercises/en/02_good_service/02_good_service.ipynb) (about 30 minutes), then [03 Measuring service quality with SERVQUAL](03_servqual.ipynb): where do customers feel it most? First, your score.
#
# **Sources:** [GRO1986], [G1984], [PZB1985], retold from standard textbooks, not checked against the originals; for the law, section 8.
# %%
bets()
