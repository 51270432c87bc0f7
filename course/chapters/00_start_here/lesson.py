# %% [markdown] lang="zh"
# # 00 从这里开始
#
# **用时**：20分钟。
#
# 你在一家银行实习，主管发来一份问卷：“十分钟后开例会，先给我一句靠得住的话。”
#
# **本课回答**
# - 怎样从一份问卷说出第一句靠得住的话？
# - 这门课学什么，怎么上？
# - 数据是真的还是合成的？
#
# 最上面的灰色格子（单元格）运行以后，会回答“准备好了”。往下都一样：点一下格子，按Shift+Enter，结果出现在下面，弄不坏什么。
# %% [markdown] lang="en"
# # 00 Start here
#
# **Time:** 20 minutes.
#
# You have just started as a trainee at a bank. Your manager sends you a survey: "There's a meeting in ten minutes. Give me one sentence we can rely on."
#
# **Questions of this lesson**
# - How do you get from a survey to a first sentence that you can rely on?
# - What is this course about, and how does a lesson work?
# - Are the data real or synthetic?
#
# When you run the grey box (a cell) at the top, it answers "Ready". The cells below work in the same way: click one, press Shift+Enter, and the result appears under it. Take one cell at a time; you cannot break anything.
# %% [markdown] lang="zh"
# ## 1 读入问卷，猜两次（4分钟）
#
# 12个网点的客户填了问卷。银行是虚构的，答案是程序生成的**合成数据**（synthetic data）。
# %% [markdown] lang="en"
# ## 1 Read the survey and place two bets (4 minutes)
#
# Customers of 12 branches filled in a questionnaire. The bank is invented, and the answers are **synthetic data**, made by a program.
# %%
survey = read_survey("../../datasets/synthetic/bank_branch.csv", "bank_branch")
survey.report
# %% [markdown] lang="zh"
# 空着的格子有两种，“跳过没答”和“没有经历过”，都不能当0分。
#
# {{survey.report.rows_kept}}位**受访者**（respondent）把每件事答了两遍：优秀的网点会做到什么程度，是**期望**（expectation）；自己去的网点做到什么程度，是**感知**（perception）。**差距**（gap）是感知减期望；低于期望不等于不满意。
#
# 题目分五个**维度**（dimension）：有形性（环境和设备）、可靠性（reliability，说到做到）、响应性（乐意帮忙，办得快）、保证性（让人放心）、移情性（关心每位客户的需要）。
#
# **我猜**：感知离期望最远的会是哪一个？点一个，再往下运行。
# %% [markdown] lang="en"
# There are two kinds of empty cell, "skipped" and "no experience". Neither counts as a score of zero.
#
# {{survey.report.rows_kept}} **respondents** answered everything twice. What an excellent branch would do is the **expectation**; what their own branch does is the **perception**. A **gap** is perception minus expectation; below expectation is not the same as dissatisfied.
#
# The questions belong to five **dimensions**: tangibles (premises and equipment), reliability (keeping promises), responsiveness (willing and prompt help), assurance (giving customers confidence) and empathy (attention to each customer's needs).
#
# **Bet:** where does perception fall furthest below expectation? Run the next cell and pick one; in the cell after it, the data answer.
# %%
bet("furthest_below", "tangibles reliability responsiveness assurance empathy")
# %%
gaps = servqual.gaps(survey.table)
settle("furthest_below", gaps["gap"].idxmin())
# %% [markdown] lang="zh"
# <details><summary>为什么是它</summary>
#
# > “说好三天，第五天打电话来问我要材料。”（合成的话）
#
# 装修再好，也补不上说了没做到。
#
# </details>
#
# **接着猜**：在这个维度上，感知平均比期望低几分？评分从1到7。
# %% [markdown] lang="en"
# <details><summary>Why that one?</summary>
#
# > "They said three days. On day five they rang me to ask for more documents." (A customer's words; synthetic.)
#
# However smart the branch looks, it cannot make up for a broken promise.
#
# </details>
#
# **Bet again:** on that dimension, how many points is perception below expectation, on average? The scale runs from 1 to 7.
# %%
bet("points_short", unit="points", within=0.25)
# %%
settle("points_short", abs(gaps["gap"].min()))
# %% [markdown] lang="zh"
# <details><summary>差得算多吗</summary>
#
# 算多。有形性差得最少，只差{{abs(gaps["gap"]["tangibles"]):.2f}}分；期望多在5分到7分之间，差一分就不小。
#
# </details>
#
# **可以说：受访客户的感知，平均在五个维度都低于期望。**
#
# ## 2 画成图，说一句话（6分钟）
# %% [markdown] lang="en"
# <details><summary>Is that a lot?</summary>
#
# It is. Tangibles, the narrowest gap, are only {{abs(gaps["gap"]["tangibles"]):.2f}} points short. Most people's expectations lie between 5 and 7, and in that range a whole point is a lot.
#
# </details>
#
# **What we can say: among those who answered, perception is on average below expectation on all five dimensions.**
#
# ## 2 Draw it, and say one sentence (6 minutes)
# %%
plots.gaps(gaps)
# %% [markdown] lang="zh"
# 点是平均差距，横线是**置信区间**（confidence interval）：只问了这些人，真正的平均差距多半落在这一段。
#
# **轮到你**。在纸上给主管写一句话：哪个维度，差多少，问了多少人。写好再点开。
#
# <details><summary>对照</summary>
#
# “我们问了{{survey.report.rows_kept}}位客户，可靠性离期望最远，平均低{{abs(gaps["gap"]["reliability"]):.2f}}分（7级评分，{{int(gaps["n_used"]["reliability"])}}人的回答可用）。”
#
# 写了“客户会流失”“全国最差”的，删掉：问卷没有问。
#
# </details>
# %% [markdown] lang="en"
# Each dot is a mean gap, and the line through it is its **confidence interval**: because only a sample was asked, the true mean gap probably lies somewhere on that line.
#
# **Your turn.** On paper, write a sentence for your manager with three things in it: which dimension, how far below, and how many people were asked. Then open the reply.
#
# <details><summary>Compare</summary>
#
# "We asked {{survey.report.rows_kept}} customers. We fall furthest below expectation on reliability, by {{abs(gaps["gap"]["reliability"]):.2f}} points on a 7-point scale on average ({{int(gaps["n_used"]["reliability"])}} gave usable answers)."
#
# If yours says "customers will leave" or "the worst service in the country", delete it: the survey did not ask who left, and it made no comparison.
#
# </details>
# %%
take_quiz("00_start_here")
# %% [markdown] lang="zh"
# **可以说：可靠性离期望最远；它的区间和其余四个都不重叠，不是碰巧。**
#
# ## 3 演一场（7分钟）
#
# 一位老人被请回去，到门口又折回来；你是网点负责人。演砸了能重来。
# %% [markdown] lang="en"
# **What we can say: reliability is furthest below expectation; its interval overlaps none of the other four, so this is not just chance in the sample.**
#
# ## 3 A role play (7 minutes)
#
# An elderly man has been sent home, but turns back at the door. You are the branch manager, and you choose what to say. If it goes wrong, start again.
# %%
take_role("elderly-turned-away")
# %% [markdown] lang="zh"
# **可以说：在这场编的戏里，说法不同，结局不同；真的客户要去量。**
#
# ## 4 这门课（1分钟）
#
# 讲的是《金融服务营销》第七章。
#
# | 板块 | 内容 | 课 |
# |---|---|---|
# | 第一节　金融服务品质评价 | 一、金融优质服务标准；二、金融服务品质的量化 | 01—07 |
# | 第二节　客户关系维护 | 一、客户营销档案建立与完善；二、金融服务危机处理 | 08—13 |
# | 综合实训 | 分组评价一家机构 | 14 |
#
# 猜了再运行；时间少，只走★小节；练习在exercises里；每次打开课程，先运行`review()`，做过的题会回来。
#
# 下图是学习目标，K是知识，S是技能。有链接就点；写着`take_quiz(…)`或`take_role(…)`的，复制到新格子里运行。
# %% [markdown] lang="en"
# **What we can say: in this role play, different words and actions lead to different endings; but we wrote it, and for real customers we have to measure.**
#
# ## 4 This course (1 minute)
#
# It covers chapter 7 of *Marketing of Financial Services*.
#
# | Part | What it covers | Lessons |
# |---|---|---|
# | Section 1: evaluating service quality | (1) standards of excellent service; (2) quantifying service quality | 01-07 |
# | Section 2: customer relationship maintenance | (1) building and completing customer marketing files; (2) handling service crises | 08-13 |
# | Comprehensive training | teams evaluate one institution | 14 |
#
# Always bet before you run a cell. If you are short of time, take only the starred (★) sections. Quizzes carry no marks; exercises are in the folder `exercises`. Questions you have answered come back: each time you open the course, run `review()` first.
#
# The map below shows the learning objectives: K for knowledge, S for skills. Follow a link, or copy `take_quiz(…)` or `take_role(…)` into a new cell and run it.
# %%
show_progress()
# %% [markdown] lang="zh"
# **可以说：学到哪里，图上看得见；记录只在自己的电脑上。**
#
# ## 5 真的和合成的（2分钟）
#
# **我猜**：课程里有张银行投诉件数的表，是真的还是合成的？
# %% [markdown] lang="en"
# **What we can say: the map shows how far you have got with each objective, and the record stays on your own computer.**
#
# ## 5 Real and synthetic (2 minutes)
#
# **Bet:** is the course's table of complaints about banks real or synthetic?
# %%
bet("complaints_real", "real synthetic")
# %%
settle("complaints_real", "synthetic" if describe("complaints_banks").synthetic else "real")
# %%
describe("complaints_banks")
# %% [markdown] lang="zh"
# **改一个词，再运行**：把`complaints_banks`换成问卷的`bank_branch`，看说明卡的“来源”。
#
# **可以说：真实的表写明出处；合成的表写明种子（seed），只用来练方法。**
#
# **课文从哪里来**：结构来自一门高职课程；“量化”、第二节和综合实训的内容，Grönroos和Parasuraman、Zeithaml、Berry的理论，由我们补入；题目自拟，不是SERVQUAL原题 [PZB1988]。原课程的“品质”，我们说“质量”。
# %% [markdown] lang="en"
# **Change a word and run again:** in the cell above, replace `complaints_banks` with `bank_branch`, the survey, and look at "Origin" on the data card.
#
# **What we can say: a real table names its source; a synthetic one names its seed and is only for practising methods.**
#
# **Where the text comes from:** the structure comes from a vocational college course. The content on quantifying quality, section 2 and the comprehensive training is ours, and we added the theories of Grönroos and of Parasuraman, Zeithaml and Berry. The questionnaire items are our own, not SERVQUAL's original items [PZB1988]. Chinese has two words for quality in this field; we use only one.
# %% [markdown] lang="zh"
# ## 小结
#
# 先看空了什么；再算差距，带上人数和区间；有多少证据，说多少话。
#
# **接下来**：[01 引例：因您而变](01_changing_for_you.ipynb)。猜中了几次：
# %% [markdown] lang="en"
# ## Summary
#
# First look at what is empty. Then work out the gaps, with n and intervals. Then say as much as the evidence supports.
#
# **Next:** [01 Opening case: "Changing for You"](01_changing_for_you.ipynb). Before you go, your score:
# %%
bets()
