# %% [markdown] lang="zh"
# # 03 用SERVQUAL测量服务质量（第一节）
#
# **用时**：25分钟（讲15分钟，做10分钟）　**目标**：解释感知服务质量（K1）；用SERVQUAL评价一个银行网点（S1）
#
# B07网点的负责人上周发出一份问卷，收回60多份。她把问卷平台导出的文件发给你：“下午四点要向分行汇报，我只想知道一件事：客户觉得我们哪里不够好？”
#
# 这个网点和这些答案都是**合成数据**（synthetic data），不代表任何真实网点。
#
# 先别打开文件。换了你是这家网点的客户，你最看重什么，最不满意什么？写下一条。
# %% [markdown] lang="en"
# # 03 Measuring service quality with SERVQUAL (first stretch)
#
# **Time:** 25 minutes (15 taught, 10 practice). **Objectives:** explain perceived service quality (K1); evaluate a bank branch with SERVQUAL (S1)
#
# Last week the head of branch B07 sent out a questionnaire and got some 60 answers back. She forwards you the file as the survey tool exported it: "I report to the region at four. I want to know one thing: where do customers find us wanting?"
#
# The branch and its answers are **synthetic data** and describe no real branch.
#
# Do not open the file yet. If you were a customer here, what would matter to you most, and what would annoy you most? Write down one of each.
# %%
survey = read_survey("../../datasets/exports/branch_survey_gb18030.csv", "bank_branch")
survey.report
# %% [markdown] lang="zh"
# 读文件的同时，程序说明了它丢掉什么、留下什么。IP地址能认出人，用不着，就不留。第{{int(survey.report.duplicates[0][0])}}行和前面一行完全相同：可能是同一个人交了两次，也可能是巧合，所以只提醒，不删。
#
# 再看表里有什么：每一题问了两次。
# %% [markdown] lang="en"
# While reading, the program says what it dropped and what it kept. An IP address can identify a person and is not needed, so it is not kept. Row {{int(survey.report.duplicates[0][0])}} is identical to an earlier one: perhaps one person answered twice, perhaps by chance, so it is pointed out and not deleted.
#
# Now look at the table: every question was asked twice.
# %%
survey.table[["expectation_5", "perception_5", "expectation_6", "perception_6"]].head(4)
# %% [markdown] lang="zh"
# 每一行是一位**受访者**（respondent）。同一件事问两次：一家优秀的银行网点会做到什么程度，这是**期望**（expectation）；这个网点做到了什么程度，这是**感知**（perception）。答案从1到7。
#
# **差距**（gap）就是感知减期望。低于期望，差距是负数。没经历过的事客户答不了，那一格是空的（NaN），不算进来。
#
# 22个**题项**（item）里，哪一个差距最大？先猜，再运行。
# %% [markdown] lang="en"
# Each row is one **respondent**. The same thing is asked twice: how far an excellent bank branch would do it, which is the **expectation**, and how far this branch does it, which is the **perception**. Answers run from 1 to 7.
#
# The **gap** is perception minus expectation. Below expectation it is negative. Nobody can judge what never happened to them; such a cell is empty (NaN) and does not count.
#
# Which of the 22 **items** has the widest gap? Guess, then run.
# %%
items = servqual.gaps(survey.table, by="item")
items.sort_values("gap")[["dimension", "gap", "n_used"]].head(4).round(2)
# %% [markdown] lang="zh"
# 差距最大的是第{{items["gap"].idxmin()}}题（按说好的时间办成），平均低{{abs(items["gap"].min()):.2f}}分。排在前面的几题都属于**可靠性**（reliability）：说到做到，一次办好。
#
# 22个数不好记。这些题项归成五个**维度**（dimension）：有形性、可靠性、响应性、保证性、移情性 [PZB1988]。每位受访者先在一个维度内求平均，再对所有受访者求平均。
# %% [markdown] lang="en"
# The widest gap is at item {{items["gap"].idxmin()}} (done by the promised time): {{abs(items["gap"].min()):.2f}} points below expectation on average. The items at the top all belong to **reliability**: keeping promises, right the first time.
#
# Twenty-two numbers are hard to remember. The items form five **dimensions**: tangibles, reliability, responsiveness, assurance and empathy [PZB1988]. Average within a dimension for each respondent first, then over respondents.
# %%
gaps = servqual.gaps(survey.table)
gaps[["expectation", "perception", "gap", "low", "high", "n_used"]].round(2)
# %% [markdown] lang="zh"
# 五个维度都低于期望，可靠性低得最多（{{gaps["gap"].min():.2f}}分）。`low`和`high`是**置信区间**（confidence interval）的两端：同样的调查做很多次，这样算出的区间，大约每20次有19次包含真实的平均差距。
#
# 60来位受访者，区间不窄。可靠性和差距第二大的响应性，区间重叠吗？从表里能看出来，画成图更清楚。
# %% [markdown] lang="en"
# All five dimensions fall short of expectation, reliability most of all ({{gaps["gap"].min():.2f}} points). `low` and `high` are the ends of the **confidence interval**: if the survey were repeated many times, intervals made this way would hold the true mean gap in about 19 of 20 cases.
#
# With some 60 respondents the intervals are not narrow. Do those of reliability and of responsiveness, the next widest gap, overlap? The table tells; a picture tells it at a glance.
# %%
gaps.attrs = load("bank_branch").attrs    # this file is synthetic too: the chart shall say so
plots.gaps(gaps)
# %% [markdown] lang="zh"
# 两个区间有一点重叠，所以“可靠性最差”说得通，但别说得太满：同一批人答了两个维度，要判断两个差距是不是真的不同，得逐人比较，下一节再做。
#
# 那么，是B07网点特别不可靠，还是全行都这样？先猜：把B07的差距减去全行12个网点的差距，五个维度里哪个最低？
# %% [markdown] lang="en"
# The two intervals overlap a little. "Reliability is worst" is a fair reading, but not one to shout: the same people answered for both dimensions, so whether two gaps really differ has to be compared person by person. That is for the next section.
#
# Is B07 unreliable, then, or is the whole bank? Guess first: take the gaps of all 12 branches from the gaps of B07. Which dimension comes out lowest?
# %%
bank = servqual.gaps(load("bank_branch"))
(gaps["gap"] - bank["gap"]).round(2)
# %% [markdown] lang="zh"
# B07在每个维度上都比全行低，可靠性低{{abs(gaps["gap"]["reliability"] - bank["gap"]["reliability"]):.2f}}分，响应性低{{abs(gaps["gap"]["responsiveness"] - bank["gap"]["responsiveness"]):.2f}}分，两者差不多。可见负责人要改的不止一处；全行本来也在可靠性上差得最多（{{bank["gap"]["reliability"]:.2f}}分），这一部分要分行一起解决。
#
# **停一下，想一想**。问卷只问了客户的感受。贷款有没有批错，产品适不适合客户，问卷看不出来。向分行汇报时，你还想要哪两个数？
# %% [markdown] lang="en"
# B07 is below the bank on every dimension: by {{abs(gaps["gap"]["reliability"] - bank["gap"]["reliability"]):.2f}} points on reliability and by {{abs(gaps["gap"]["responsiveness"] - bank["gap"]["responsiveness"]):.2f}} on responsiveness, about the same. So the branch has more than one thing to mend; and the bank as a whole is furthest short on reliability too ({{bank["gap"]["reliability"]:.2f}} points), which is not for one branch to solve.
#
# **Stop and judge.** The questionnaire asked only how service felt. Whether a loan was wrongly approved, or a product suited the customer, it cannot see. Which two other figures would you want before the report?
# %%
take_quiz("03_servqual")
# %% [markdown] lang="zh"
# ## 小结
#
# 读入问卷，先看丢了什么；差距是感知减期望，先在每位受访者的维度内求平均；每个平均差距都要带上人数和区间。给负责人的一句话：“五个维度都没达到期望，可靠性差得最多，平均低{{abs(gaps["gap"].min()):.2f}}分；先从‘按说好的时间办成’改起。”
#
# **练习**：打开[练习03](../../exercises/zh/03_servqual/03_servqual.ipynb)，用全行的数据自己算一遍。
# %% [markdown] lang="en"
# ## Summary
#
# Read the survey and look first at what was dropped; a gap is perception minus expectation, averaged within each respondent's dimension first; every mean gap comes with its n and its interval. One sentence for the branch head: "We fall short on all five dimensions, most on reliability, by {{abs(gaps["gap"].min()):.2f}} points on average; start with doing things by the time we promise."
#
# **Practice:** open [exercise 03](../../exercises/en/03_servqual/03_servqual.ipynb) and work it out yourself for the whole bank.
