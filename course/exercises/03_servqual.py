# %% [markdown] lang="zh"
# # 练习03 用SERVQUAL测量网点服务质量
#
# 一家银行对12个网点做了SERVQUAL调查。分行行长只有一个下午，他问你两件事：全行的服务比客户的期望低在哪里？先改进什么？
#
# 数据是合成数据（synthetic data），种子见数据卡（`describe("bank_branch")`），不代表任何真实网点。
# %% [markdown] lang="en"
# # Exercise 03 Measuring branch service with SERVQUAL
#
# A bank has run a SERVQUAL survey in 12 branches. The regional head has one afternoon and asks you two things: where does service fall short of what customers expect, and what should be improved first?
#
# The data are synthetic (seed on the data card, `describe("bank_branch")`) and describe no real branch.
# %% tags=["parameters"]
STUDENT = None
# %%
check = exercise("03_servqual", student=STUDENT)
levels = servqual.dimensions(check.load("bank_branch"))
levels.head(3).round(2)
# %% [markdown] ask="gaps" lang="zh"
# ## 1 各维度的平均差距
#
# 表`levels`一行是一位受访者，列分两层：先是`expectation`（期望）和`perception`（感知），再是五个维度。
#
# 算出每个维度的平均**差距**（gap），存入`gaps`：索引是维度，值是平均差距。
# %% [markdown] ask="gaps" lang="en"
# ## 1 Mean gap by dimension
#
# The table `levels` has one row per respondent; its columns have two levels, first `expectation` and `perception`, then the five dimensions.
#
# Compute the mean **gap** of each dimension and store it in `gaps`: the index is the dimension, the value its mean gap.
# %% answer="gaps" points=3 objective="S1"
gaps = (levels["perception"] - levels["expectation"]).mean()
# %% mistake="gaps" name="sign"
gaps = (levels["expectation"] - levels["perception"]).mean()
# %% [markdown] mistake="gaps" name="sign" lang="zh"
# 你算的是期望减感知，符号反了。差距是感知减期望：没达到期望是负数，超出期望是正数。
# %% [markdown] mistake="gaps" name="sign" lang="en"
# You took expectation minus perception, so the sign is reversed. A gap is perception minus expectation: negative below expectation, positive above it.
# %% mistake="gaps" name="absolute"
gaps = (levels["perception"] - levels["expectation"]).abs().mean()
# %% [markdown] mistake="gaps" name="absolute" lang="zh"
# 你先取了绝对值，大概是不想让正负抵消。可这样一来，超出期望和没达到期望就分不开了。
# %% [markdown] mistake="gaps" name="absolute" lang="en"
# You averaged absolute values, perhaps to stop pluses and minuses from cancelling. Above and below expectation can then no longer be told apart.
# %% [markdown] hint="gaps" lang="zh"
# `levels["perception"]`取出感知的五列，`levels["expectation"]`取出期望的五列。两张表的列名相同，可以直接相减。
# %% [markdown] hint="gaps" lang="en"
# `levels["perception"]` takes the five perception columns, `levels["expectation"]` the five expectation columns. Both have the same column names, so they can be subtracted.
# %% [markdown] hint="gaps" lang="zh"
# 先求每位受访者的差，再对受访者求平均。
# %% [markdown] hint="gaps" lang="en"
# Subtract for each respondent first, then average over respondents.
# %% [markdown] ask="worst" lang="zh"
# ## 2 哪个维度比期望低得最多？
#
# 用`gaps`找出这个维度的名称，存入`worst`。
# %% [markdown] ask="worst" lang="en"
# ## 2 Which dimension falls furthest below expectation?
#
# Find its name from `gaps` and store it in `worst`.
# %% answer="worst" points=1 objective="S1" small=true
worst = gaps.idxmin()
# %% mistake="worst" name="largest"
worst = gaps.idxmax()
# %% [markdown] mistake="worst" name="largest" lang="zh"
# 你取了最大的值。差距是感知减期望，值越小，比期望低得越多。
# %% [markdown] mistake="worst" name="largest" lang="en"
# You took the largest value. A gap is perception minus expectation, so the smaller the value, the further below expectation.
# %% [markdown] hint="worst" lang="zh"
# Series的`idxmin`和`idxmax`返回索引，不返回值。想一想，“低得最多”对应哪一个。
# %% [markdown] hint="worst" lang="en"
# A Series has `idxmin` and `idxmax`; they return the index, not the value. Which of them means "furthest below"?
# %% [markdown] ask="why" lang="zh"
# ## 3 用两三句话答复行长
#
# 先改进哪个维度？写出依据的数值，再提一项网点下周就能做的改进。
# %% [markdown] ask="why" lang="en"
# ## 3 Answer the regional head in two or three sentences
#
# Which dimension should be improved first? Give the figures you rely on, and one thing that a branch could do next week.
# %% [markdown] written="why" points=4 lang="zh"
# 建议先改进可靠性：它的平均差距在五个维度中最低（写出`gaps`中的数值），也比第二低的维度更低（写出数值）。下周起，柜员收下业务时当面说定几时办好，网点每天核对有没有按时办完。差距只说明离期望有多远，没有说明客户看重哪个维度，所以还要和权重一起看。
# %% [markdown] written="why" points=4 lang="en"
# Improve reliability first: its mean gap is the lowest of the five (give the figure from `gaps`) and below that of the next dimension (give that figure). From next week, tellers say on acceptance when the work will be done, and the branch checks each day whether it was. A gap tells how far service is from expectation, not which dimension customers care about, so it should be read together with the weights.
# %% [markdown] rubric="why" lang="zh"
# - 1分：写出维度名称，和`gaps`一致
# - 2分：写出差距的数值，并和第二低的维度比较
# - 1分：提出一项网点做得到、能核对的改进
# %% [markdown] rubric="why" lang="en"
# - 1 point: names the dimension, in agreement with `gaps`
# - 2 points: gives the gap in figures and compares it with the next lowest
# - 1 point: proposes one improvement that a branch can carry out and check
