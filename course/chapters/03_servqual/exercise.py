# %% [markdown] lang="zh"
# # 练习03 用SERVQUAL评价银行、证券公司和保险公司
#
# 一家金融集团请你做一个下午的顾问。它的银行有12个网点，问卷已经收齐；五家证券公司和五家保险公司的客户也各答了一份问卷。集团要的不是一堆数，是几句站得住的话。
#
# 三张表都是合成数据（synthetic data），不代表任何真实机构；种子见数据卡，例如`describe("bank_branch")`。
#
# 题目由浅入深：第1到11题大约要60分钟，自动检查的9题共23分，写文字的2题共10分，由老师批改；只有20分钟，就做带★的。第12到17题是选做的附录，练表格的写法，另有17分，`check.report()`另列。卡住了，按检查下面的“提示”，一次给一条（也可以运行`check.hint("题名")`）。
#
# 想要一份只属于你的数据，把下面的`None`换成带引号的学号。
# %% [markdown] lang="en"
# # Exercise 03 Evaluating a bank, securities companies and insurers with SERVQUAL
#
# A financial group has hired you as an adviser for one afternoon. The survey of its bank's 12 branches is in; clients of five securities companies and of five insurers have answered a questionnaire each. The group does not want a heap of figures but a few sentences that stand up.
#
# All three tables are synthetic data and describe no real institution; the seeds are on the data cards, such as `describe("bank_branch")`.
#
# The questions grow harder. Questions 1 to 11 take about 60 minutes: 9 are checked automatically for 23 points, and 2 are answered in words for 10 points, marked by your instructor; with 20 minutes, take those with a ★. Questions 12 to 17 are an optional appendix on handling tables, worth another 17 points, which `check.report()` lists apart. When stuck, press "Hint" under the check for one hint at a time (or run `check.hint("name")`).
#
# For data of your own, replace `None` below with your student id in quotation marks.
# %% tags=["parameters"]
STUDENT = None
# %%
check = exercise("03_servqual", student=STUDENT)
bank = check.load("bank_branch")
levels = servqual.dimensions(bank)
levels.head(3).round(2)
# %% [markdown] ask="gaps" lang="zh"
# ## ★ 1 各维度的平均差距
#
# 表`levels`一行是一位受访者，列分两层：先是`expectation`（期望）和`perception`（感知），再是五个维度。
#
# 算出每个维度的平均**差距**（gap），存入`gaps`：索引是维度，值是平均差距。
# %% [markdown] ask="gaps" lang="en"
# ## ★ 1 Mean gap by dimension
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
# ## ★ 2 哪个维度比期望低得最多？
#
# 用`gaps`找出这个维度的名称，存入`worst`。
# %% [markdown] ask="worst" lang="en"
# ## ★ 2 Which dimension falls furthest below expectation?
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
# %% mistake="worst" name="expectation"
worst = levels["expectation"].mean().idxmax()
# %% [markdown] mistake="worst" name="expectation" lang="zh"
# 你取了期望最高的维度。客户期望高，不等于离期望远；期望高的维度，感知可能也高。
# %% [markdown] mistake="worst" name="expectation" lang="en"
# You took the dimension of the highest expectation. A high expectation does not make a wide gap: perception may be high there, too.
# %% [markdown] hint="worst" lang="zh"
# Series的`idxmin`和`idxmax`返回索引，不返回值。想一想，“低得最多”对应哪一个。
# %% [markdown] hint="worst" lang="en"
# A Series has `idxmin` and `idxmax`; they return the index, not the value. Which of them means "furthest below"?
# %% [markdown] ask="below" lang="zh"
# ## ★ 3 有多少客户觉得不如期望？
#
# 平均差距把高于期望的和低于期望的客户混在一起。换一个数：每个维度里，差距小于0的受访者占百分之几？（期望问的是一家优秀的网点，低于期望不等于不满意；要知道多少人不满意，看满意度那一题。）分母（denominator）只算在这个维度上有差距的受访者。
#
# 存入`below`：索引是维度，值是百分数，至少保留一位小数。
# %% [markdown] ask="below" lang="en"
# ## ★ 3 How many find service below expectation?
#
# The mean gap mixes customers above and below their expectation. Take another figure: in each dimension, what percentage of respondents have a gap below 0? (The expectation is of an excellent branch: below expectation is not the same as dissatisfied. The question on satisfaction tells how many are dissatisfied.) The denominator holds only respondents who have a gap in that dimension.
#
# Store it in `below`: the index is the dimension, the values are in percent, with at least one decimal.
# %% answer="below" points=3 objective="S1" digits=1
each = levels["perception"] - levels["expectation"]
below = 100 * (each < 0).sum() / each.count()
# %% mistake="below" name="everyone"
below = 100 * ((levels["perception"] - levels["expectation"]) < 0).mean()
# %% [markdown] mistake="below" name="everyone" lang="zh"
# 你除以了全部受访者。没有差距的受访者和0比较，结果是False，你就把他们当成了“不低于期望”的人。
# %% [markdown] mistake="below" name="everyone" lang="en"
# You divided by all respondents. Where there is no gap, the comparison with 0 gives False, so you took those respondents for people who are not below expectation.
# %% mistake="below" name="at-most" credit=.5
each = levels["perception"] - levels["expectation"]
below = 100 * (each <= 0).sum() / each.count()
# %% [markdown] mistake="below" name="at-most" lang="zh"
# 你把差距正好是0的受访者也算进来了，大概想的是“没有超出期望”。差距为0是刚好达到期望，不是低于期望。
# %% [markdown] mistake="below" name="at-most" lang="en"
# You counted respondents whose gap is exactly 0, perhaps thinking "not above expectation". A gap of 0 means that service just meets expectation; it is not below.
# %% mistake="below" name="fraction" credit=.5
each = levels["perception"] - levels["expectation"]
below = (each < 0).sum() / each.count()
# %% [markdown] mistake="below" name="fraction" lang="zh"
# 你给的是0到1之间的比例，题目要的是百分数。写进报告之前，单位要和别人说好的一致。
# %% [markdown] mistake="below" name="fraction" lang="en"
# You gave shares between 0 and 1, but the question asks for percent. A figure in a report needs the unit that was agreed.
# %% mistake="below" name="counts"
each = levels["perception"] - levels["expectation"]
below = (each < 0).sum()
# %% [markdown] mistake="below" name="counts" lang="zh"
# 你给的是人数。每个维度上有差距的受访者不一样多，人数不能直接比；题目要的是百分之几：除以各自的分母，再乘100。
# %% [markdown] mistake="below" name="counts" lang="en"
# These are numbers of people. The dimensions do not have the same number of respondents with a gap, so counts cannot be compared as they stand; the question asks for percentages: divide each count by its own denominator.
# %% [markdown] hint="below" lang="zh"
# 先求每位受访者的差距，得到一张表。拿整张表和0比较，得到True和False；相加时True算1。
# %% [markdown] hint="below" lang="en"
# First get each respondent's gaps: a table. Comparing the whole table with 0 gives True and False; in a sum, True counts as 1.
# %% [markdown] hint="below" lang="zh"
# `count`只数不空的格。五个维度的分母不一样大。
# %% [markdown] hint="below" lang="en"
# `count` counts only cells that are not empty. The five dimensions do not have the same denominator.
# %% [markdown] lang="zh"
# 下一题要用每个人自己的权重。表`shares`已经算好：每位受访者分出的100分，除以自己的合计；合计不在99至101之间的，说不清哪个分数写错了，不在表里。
# %% [markdown] lang="en"
# The next question needs everyone's own weights. The table `shares` is ready: each respondent's points divided by their own sum. Where that sum is not between 99 and 101 nobody can tell which figure is wrong, and the respondent is not in the table.
# %%
points = bank.filter(like="weight_").rename(columns=lambda name: name.removeprefix("weight_"))
sums = points.sum(axis="columns")
shares = points[sums.between(99, 101)].div(sums, axis="index").dropna()
shares.head(3).round(2)
# %% [markdown] lang="zh"
# 两张表相乘，按行名和列名对齐，一张表里没有的就成了空格；`dropna`去掉有空格的行。先在餐馆的例子上看一遍：
# %% [markdown] lang="en"
# When two tables are multiplied, rows and columns are matched by name; what one of them lacks becomes an empty cell, and `dropna` drops the rows that have one. First see it with restaurants:
# %%
ordered = pd.DataFrame({"rice": [2, 1], "soup": [1, 3]}, index=["Ann", "Bo"])
price = pd.DataFrame({"rice": [3, 3, 3], "soup": [8, 8, 8]}, index=["Ann", "Bo", "Cai"])
(ordered * price).dropna()
# %% [markdown] ask="parts" lang="zh"
# ## ★ 4 加上每个人自己的权重
#
# 客户看重的维度低一点，也许比没人在意的维度低很多更要紧。对每位受访者，用他自己的权重`shares`乘他自己的差距，再对受访者求平均：得到五个数，加起来就是加权总差距。
#
# 只算五个维度都有权重和差距的受访者。存入`parts`：索引是维度，不要四舍五入。
# %% [markdown] ask="parts" lang="en"
# ## ★ 4 Each respondent's own weights
#
# A little below expectation where it matters may be worse than far below where nobody cares. For each respondent, multiply their own weights `shares` by their own gaps, then average over respondents: five figures, whose sum is the weighted total gap.
#
# Use only respondents with weights and gaps in all five dimensions. Store it in `parts`: the index is the dimension; do not round.
# %% answer="parts" points=4 objective="S1" digits=4
parts = (shares * (levels["perception"] - levels["expectation"])).dropna().mean()
# %% mistake="parts" name="mean-weights"
parts = shares.mean() * (levels["perception"] - levels["expectation"]).mean()
# %% [markdown] mistake="parts" name="mean-weights" lang="zh"
# 你先把权重和差距各自求了平均，再相乘。这样算的是一位并不存在的“平均客户”：谁在哪里差得多，谁往往就更看重哪里，这层关系被平均掉了。
# %% [markdown] mistake="parts" name="mean-weights" lang="en"
# You averaged weights and gaps separately and multiplied the means. That answers for an "average customer" who does not exist: people who are worse off on a dimension often give it more weight, and the averages lose that.
# %% mistake="parts" name="points"
parts = (points.loc[shares.index] * (levels["perception"] - levels["expectation"])).dropna().mean()
# %% [markdown] mistake="parts" name="points" lang="zh"
# 你直接用分数乘了差距，没有换算成合计为1的权重，所以结果大了约一百倍，和1到7的量表对不上。
# %% [markdown] mistake="parts" name="points" lang="en"
# You multiplied by the points as they stand, not by weights that sum to 1. The result is about a hundred times too large for a scale of 1 to 7.
# %% mistake="parts" name="even"
parts = (levels["perception"] - levels["expectation"]).dropna().mean() / 5
# %% [markdown] mistake="parts" name="even" lang="zh"
# 你给五个维度的都是五分之一。每个人看重的不一样，问卷问了，这里要用受访者自己的分数。
# %% [markdown] mistake="parts" name="even" lang="en"
# You gave every dimension one fifth. People differ in what matters to them; the questionnaire asked, and here each respondent's own points are wanted.
# %% [markdown] hint="parts" lang="zh"
# 差距和第1题一样，先在每位受访者身上算，得到一张表；再和`shares`相乘，就像上面的点菜和价钱。
# %% [markdown] hint="parts" lang="en"
# As in question 1, the gaps come first for each respondent: a table. Then multiply it with `shares`, as dishes and prices above.
# %% [markdown] hint="parts" lang="zh"
# 乘完以后，有空格的行先整行去掉，再求平均；不要先求平均再乘。
# %% [markdown] hint="parts" lang="en"
# After multiplying, drop every row that has an empty cell, then average; do not average first.
# %% [markdown] ask="why" lang="zh"
# ## ★ 5 用三四句话答复行长
#
# 全行先改进哪个维度？写出依据的数值，用客户给的权重说明他们看不看重它，再提一项网点下周就能做、做没做到能核对的改进。
#
# 写在下面的空单元里，双击就能打开。
# %% [markdown] ask="why" lang="en"
# ## ★ 5 Answer the regional head in three or four sentences
#
# Which dimension should the bank improve first? Give the figures you rely on, say from the weights that customers gave whether they care about it, and propose one thing that a branch can do next week and check.
#
# Write in the empty cell below; a double click opens it.
# %% [markdown] written="why" points=5 lang="zh"
# 建议先改进可靠性。它的平均差距是{{gaps["reliability"]:.2f}}分，在五个维度中最低，下一个是{{gaps.nsmallest(2).iloc[1]:.2f}}分；有{{below["reliability"]:.0f}}%的受访者觉得不如期望。客户也看重它：100分里平均给它{{100 * shares["reliability"].mean():.0f}}分，平分只有20分；所以在加权总差距里它占{{100 * parts["reliability"] / parts.sum():.0f}}%，五个维度一样看重时只占{{100 * gaps["reliability"] / gaps.sum():.0f}}%。下周起，柜员收下业务时当面说定几时办好，记在登记表上，网点每天下班前核对有几笔没有按时办完。
# %% [markdown] written="why" points=5 lang="en"
# Improve reliability first. Its mean gap is {{gaps["reliability"]:.2f}} points, the lowest of the five; the next is {{gaps.nsmallest(2).iloc[1]:.2f}}, and {{below["reliability"]:.0f}}% of respondents find it below expectation. Customers do care: of 100 points they give it {{100 * shares["reliability"].mean():.0f}} on average, where even shares would be 20; so it makes up {{100 * parts["reliability"] / parts.sum():.0f}}% of the weighted total gap, and would make up {{100 * gaps["reliability"] / gaps.sum():.0f}}% if all five mattered alike. From next week, tellers say on acceptance when the work will be done and write it down, and before closing the branch counts each day how many were not done in time.
# %% [markdown] rubric="why" lang="zh"
# - 1分：写出维度名称，和自己的`gaps`一致
# - 2分：写出差距的数值（1分），并和第二低的维度比较（1分）
# - 1分：用客户给的权重说明他们看不看重它，如`shares`的平均和平分的20%比；只报`parts`里的份额不够，差距大，份额也会大
# - 1分：提出一项网点自己做得到、做没做到能核对的改进
# %% [markdown] rubric="why" lang="en"
# - 1 point: names the dimension, in agreement with one's own `gaps`
# - 2 points: gives the gap in figures (1) and compares it with the next lowest (1)
# - 1 point: says from the weights that customers gave whether they care, such as the mean of `shares` against an even 20%; a share of `parts` alone is not enough, since a wide gap makes it large as well
# - 1 point: proposes one improvement that a branch can carry out by itself and check
# %% [markdown] sample="why" level="weak" points=1 lang="zh"
# > 可靠性最差，应该加强培训，提高全体员工的服务意识。
#
# - 1分：维度说对了
# - 0分：没有数值，读的人不知道差多少，也不知道比谁差
# - 0分：没有说客户看不看重
# - 0分：“加强”和“意识”没法核对，下周做没做到说不清
# %% [markdown] sample="why" level="weak" points=1 lang="en"
# > Reliability is worst. We should train harder and raise everyone's awareness of service.
#
# - 1 point: the dimension is right
# - 0 points: no figure, so the reader cannot tell how far below, or below what
# - 0 points: nothing on whether customers care
# - 0 points: "harder" and "awareness" cannot be checked; nobody could say next week whether it was done
# %% [markdown] sample="why" level="middling" points=3 lang="zh"
# > 可靠性的平均差距是{{gaps["reliability"]:.2f}}，比第二低的维度（{{gaps.nsmallest(2).iloc[1]:.2f}}）还低，所以先改可靠性。客户办业务最怕出错，当然看重它。建议分行给每个网点多招两名柜员。
#
# - 1分：维度说对了
# - 2分：有数值，也和第二低的维度比了
# - 0分：“当然看重”是自己的想法，没有用客户给的权重
# - 0分：招人不归网点管，下周也做不到
# %% [markdown] sample="why" level="middling" points=3 lang="en"
# > The mean gap of reliability is {{gaps["reliability"]:.2f}}, below the next lowest ({{gaps.nsmallest(2).iloc[1]:.2f}}), so reliability comes first. Nobody wants mistakes with money, so of course customers care. The region should hire two more tellers for every branch.
#
# - 1 point: the dimension is right
# - 2 points: figures are there, and the next lowest is compared
# - 0 points: "of course" is the writer's opinion; the weights that customers gave are not used
# - 0 points: hiring is not for a branch to decide and cannot happen next week
# %% [markdown] sample="why" level="strong" points=5 lang="zh"
# > 先改可靠性：平均差距{{gaps["reliability"]:.2f}}，第二低的维度是{{gaps.nsmallest(2).iloc[1]:.2f}}。客户平均给可靠性{{100 * shares["reliability"].mean():.0f}}分（平分是20分），可见不是我们替客户着急；加权总差距{{parts.sum():.2f}}里有{{parts["reliability"]:.2f}}来自它。下周起，每笔不能当场办完的业务给客户一张回执，写明几时办好；每天下班前数一数过了时间还没办完的有几笔。
#
# - 1分：维度说对了
# - 2分：两个数值都有，比较清楚
# - 1分：用客户给的权重和平分相比，说明他们看重
# - 1分：回执网点自己就能做，过时的笔数每天能核对
# %% [markdown] sample="why" level="strong" points=5 lang="en"
# > Reliability first: its mean gap is {{gaps["reliability"]:.2f}}, the next lowest {{gaps.nsmallest(2).iloc[1]:.2f}}. Customers give reliability {{100 * shares["reliability"].mean():.0f}} points on average (even shares: 20), so we are not alone in worrying; {{parts["reliability"]:.2f}} of the weighted total of {{parts.sum():.2f}} comes from it. From next week every job that cannot be finished on the spot gets a slip with the time it will be done; before closing we count the slips that are overdue.
#
# - 1 point: the dimension is right
# - 2 points: both figures, plainly compared
# - 1 point: the weights that customers gave, against even ones, show that they care
# - 1 point: a branch can write slips by itself, and overdue ones can be counted every day
# %% [markdown] lang="zh"
# 有几题只用一部分行。方括号里放一列True和False，就只留下True的行，`!=`是“不等于”；两个条件要同时成立，用`&`连起来，各加括号。
# %% [markdown] lang="en"
# Some questions need part of the rows. A column of True and False in square brackets keeps the rows with True; `!=` means "not equal". Two conditions that must both hold are joined with `&`, each in brackets.
# %%
waits = {"town": ["east", "west", "east", "east"], "wait": [10, 25, None, 40]}
visits = pd.DataFrame(waits, index=["Ann", "Bo", "Cai", "Di"])
visits[(visits["town"] != "west") & (visits["wait"] < 40)]
# %% [markdown] lang="zh"
# `groupby`按一列分组，每组求一个数；`dropna(subset=[…])`先去掉那一列空着的行，`count`数不空的格。
# %% [markdown] lang="en"
# `groupby` forms groups by one column and takes a figure for each; `dropna(subset=[…])` first drops the rows where that column is empty, and `count` counts the cells that are not.
# %%
told = visits.dropna(subset=["wait"])
(told["wait"] > 20).groupby(told["town"]).mean()
# %% [markdown] ask="unlike" lang="zh"
# ## 6 除了B07，还能点谁的名？
#
# B07确实比其他网点低。行长还想在会上多点几个名：好的表扬，差的督促。可是一个个比下来，光凭运气也会有几个“与众不同”。
#
# 能点名，还不等于能封“最好”。先去掉B07的受访者（它把别人的比较对象拉低了），再从`servqual`里选一个合适的函数，把其余11个网点的总差距逐个和另外10个比。只留下把比较次数算进去之后，均值和秩次（只看高低顺序，不看分数）都说得通的网点，好的、差的都算。
#
# 存入列表`unlike`，按编号排；一个都没有，就是空列表。
# %% [markdown] ask="unlike" lang="en"
# ## 6 Which branches besides B07 may be named?
#
# Branch B07 really is lower than the others. The regional head wants to name more branches at a meeting, praising the good and pressing the bad. But when branches are compared one by one, some will look different by luck alone.
#
# To be named is not yet to be crowned. Leave the respondents of B07 out (they pull down what the others are compared with). Then choose a suitable function of `servqual` to compare the total gap of each of the 11 branches with that of the other 10. Keep only branches for which means and ranks (the order of the gaps alone) both say so once the number of comparisons is allowed for, good ones and bad ones.
#
# Store them in the list `unlike`, in the order of their numbers; if there are none, it is an empty list.
# %% answer="unlike" points=3 objective="S1"
comparison = servqual.compare(bank[bank["branch"] != "B07"])
unlike = list(comparison.index[comparison["note"].isin(["lower", "higher"])])
# %% mistake="unlike" name="one-by-one" may_be_right=true
comparison = servqual.compare(bank[bank["branch"] != "B07"])
unlike = list(comparison.index[comparison["p"] < 0.05])
# %% [markdown] mistake="unlike" name="one-by-one" lang="zh"
# 你用的是没有校正的p值，每个网点各按5%判断。比11次，就算11个网点完全一样，至少冤枉一个的机会也有四成多。
# %% [markdown] mistake="unlike" name="one-by-one" lang="en"
# You used p values that are not adjusted and judged each branch at 5%. In 11 comparisons the chance of accusing at least one branch is more than two in five even if all are alike.
# %% mistake="unlike" name="below-others"
comparison = servqual.compare(bank[bank["branch"] != "B07"])
unlike = list(comparison.index[comparison["difference"] < 0])
# %% [markdown] mistake="unlike" name="below-others" lang="zh"
# 你选了平均差距低于其他网点的所有网点。只要比，就有高有低，低一点不等于确实低；确实好的，又漏掉了。
# %% [markdown] mistake="unlike" name="below-others" lang="en"
# You took every branch whose mean gap is below the others'. Some always are; a little below is no finding yet, and branches that are clearly above are left out.
# %% mistake="unlike" name="with-b07"
comparison = servqual.compare(bank)
unlike = list(comparison.index[comparison["note"].isin(["lower", "higher"])])
# %% [markdown] mistake="unlike" name="with-b07" lang="zh"
# 你没有先去掉B07的受访者。名单里不但多出了B07，别的网点也是和被它拉低的平均比的：先去掉，再比。
# %% [markdown] mistake="unlike" name="with-b07" lang="en"
# You left the respondents of B07 in. Not only does B07 stand in the list; every other branch was compared with a mean that B07 pulls down. Take them out first, then compare.
# %% [markdown] hint="unlike" lang="zh"
# `servqual.compare`把每个网点和其余所有网点比一次，`note`列写着结论，`convention`列写着怎样得出。
# %% [markdown] hint="unlike" lang="en"
# `servqual.compare` sets each branch against all the others; the column `note` holds the verdict and `convention` how it was reached.
# %% [markdown] hint="unlike" lang="zh"
# `note`里，`lower`和`higher`可以点名；`cannot tell`是无法判断，`means and ranks disagree`是两种比法不一致，都不算。
# %% [markdown] hint="unlike" lang="en"
# In `note`, `lower` and `higher` may be named; `cannot tell` and `means and ranks disagree` may not.
# %% [markdown] lang="zh"
# 银行的部分到这里。下面是证券公司：同一份问卷的思路，题项和业务不同，多了两列：`client_type`（`ordinary`是普通投资者，`professional`是专业投资者）和`outage_seen`（最近在交易时间遇到过系统中断是`seen`，没遇到是`not_seen`）。
# %% [markdown] lang="en"
# So much for the bank. Now the securities companies: the same idea of a questionnaire with other items for another business, and two more columns, `client_type` (`ordinary` or `professional` investor) and `outage_seen` (whether the client met an outage in trading hours: `seen` or `not_seen`).
# %%
securities = check.load("securities")
securities_levels = servqual.dimensions(securities)
securities[["company", "client_type", "outage_seen", "expectation_19", "perception_19"]].head(4)
# %% [markdown] ask="served" lang="zh"
# ## 7 专业投资者得到的服务更差吗？
#
# 分析师报告说，专业投资者的差距比普通投资者大。差距大有两种可能：得到的服务更差，或者期望更高。
#
# 只检验前一种：五个维度上，专业投资者的平均减普通投资者的平均。用`securities_levels`里的期望、感知还是差距，由你决定。专业投资者只有几十位，差零点几分还在误差里，下结论时要说。存入`served`，索引是维度。
# %% [markdown] ask="served" lang="en"
# ## 7 Are professional investors served worse?
#
# An analyst reports that professional investors have wider gaps than ordinary ones. A wider gap has two possible reasons: they are served worse, or they expect more.
#
# Test the first only: on the five dimensions, the mean of professional investors minus that of ordinary ones. Whether to use the expectation, the perception or the gap in `securities_levels` is for you to decide. There are only some dozens of professional investors: a few tenths of a point are within the error, so say so when you conclude. Store it in `served`, with the dimensions as index.
# %% answer="served" points=3 objective="K1"
kinds = securities["client_type"]
seen = securities_levels["perception"]
served = seen[kinds == "professional"].mean() - seen[kinds == "ordinary"].mean()
# %% mistake="served" name="gap"
kinds = securities["client_type"]
each = securities_levels["perception"] - securities_levels["expectation"]
served = each[kinds == "professional"].mean() - each[kinds == "ordinary"].mean()
# %% [markdown] mistake="served" name="gap" lang="zh"
# 你用了差距。差距更大，可能是感知更低，也可能是期望更高，两种原因混在一个数里，而这道题正要把它们分开。
# %% [markdown] mistake="served" name="gap" lang="en"
# You used the gap. It is wider when perception is lower and also when expectation is higher; one figure holds both reasons, and the question is to tell them apart.
# %% mistake="served" name="expectation"
kinds = securities["client_type"]
wanted = securities_levels["expectation"]
served = wanted[kinds == "professional"].mean() - wanted[kinds == "ordinary"].mean()
# %% [markdown] mistake="served" name="expectation" lang="zh"
# 你用了期望，检验的是后一种可能：他们是不是期望更高。公司做得怎样，要看另一个数。
# %% [markdown] mistake="served" name="expectation" lang="en"
# You used the expectation and tested the second reason, whether they expect more. How the company performs is another figure.
# %% mistake="served" name="sign"
kinds = securities["client_type"]
seen = securities_levels["perception"]
served = seen[kinds == "ordinary"].mean() - seen[kinds == "professional"].mean()
# %% [markdown] mistake="served" name="sign" lang="zh"
# 你用普通投资者减了专业投资者，方向反了：这样一来，负数倒成了专业投资者更好。
# %% [markdown] mistake="served" name="sign" lang="en"
# You took ordinary minus professional, so the direction is reversed, and a negative number would mean that professional investors are better off.
# %% [markdown] hint="served" lang="zh"
# 差距由两部分相减而成。哪一部分说的是公司做得怎样，哪一部分说的是客户想要什么？
# %% [markdown] hint="served" lang="en"
# A gap is one part minus another. Which part tells how the company performs, and which tells what clients want?
# %% [markdown] hint="served" lang="zh"
# 按`client_type`把行分成两组，各求一次平均，再相减。
# %% [markdown] hint="served" lang="en"
# Split the rows in two by `client_type`, average each, and subtract.
# %% [markdown] ask="alike" lang="zh"
# ## 8 SC3是服务差，还是系统断过？
#
# SC3的可靠性平均差距比其他公司低。负责人说：系统中断的次数多，别的和大家一样。
#
# 检验后半句：同样是没遇到中断的客户（`outage_seen`是`not_seen`），SC3的可靠性平均差距减其他四家的，存入`alike`。接近0，他的话就说得通；人数不多，还谈不上证明。
# %% [markdown] ask="alike" lang="en"
# ## 8 Is service at SC3 poor, or was it the outages?
#
# The mean reliability gap of SC3 is below that of the others. Its head says: we had more outages, and for the rest we are like everyone else.
#
# Test the second half: among clients who met no outage (`outage_seen` is `not_seen`), take the mean reliability gap of SC3 minus that of the other four, and store it in `alike`. Close to 0, the claim is plausible; with few clients it is no proof yet.
# %% answer="alike" points=3 objective="S1"
each = (securities_levels["perception"] - securities_levels["expectation"])["reliability"]
calm = securities["outage_seen"] == "not_seen"
company = securities["company"]
alike = each[calm & (company == "SC3")].mean() - each[calm & (company != "SC3")].mean()
# %% mistake="alike" name="everyone"
each = (securities_levels["perception"] - securities_levels["expectation"])["reliability"]
company = securities["company"]
alike = each[company == "SC3"].mean() - each[company != "SC3"].mean()
# %% [markdown] mistake="alike" name="everyone" lang="zh"
# 你没有把遇到中断的客户分出去。SC3的客户遇到中断的多，这个数就把遇没遇到中断的差别也混了进来，而要检验的是“别的和大家一样”。
# %% [markdown] mistake="alike" name="everyone" lang="en"
# You left clients who met an outage in. SC3 has more of them, so your figure mixes the outages in, while the claim to test is about "the rest".
# %% mistake="alike" name="within"
each = (securities_levels["perception"] - securities_levels["expectation"])["reliability"]
calm = securities["outage_seen"] == "not_seen"
company = securities["company"]
alike = each[calm & (company == "SC3")].mean() - each[~calm & (company == "SC3")].mean()
# %% [markdown] mistake="alike" name="within" lang="zh"
# 你在SC3内部比了没遇到和遇到中断的客户。那是遇没遇到中断的差别，不是SC3和别家的差别。
# %% [markdown] mistake="alike" name="within" lang="en"
# You compared clients of SC3 with and without an outage. That is how clients with and without an outage differ, not how SC3 differs from the others.
# %% [markdown] hint="alike" lang="zh"
# 两个条件要同时成立，用`&`连起来；“其他四家”里没有SC3自己，也要限定为没遇到中断的客户。
# %% [markdown] hint="alike" lang="en"
# Two conditions that must both hold are joined with `&`; the other four leave SC3 itself out, and are restricted to clients without an outage, too.
# %% [markdown] hint="alike" lang="zh"
# 先求每位客户的可靠性差距，得到一列；再用条件从这一列里取两次，各求平均。
# %% [markdown] hint="alike" lang="en"
# Get each client's reliability gap first, one column; then pick from it twice by conditions and average each.
# %% [markdown] lang="zh"
# 再看保险公司。这份问卷每题问三次：能接受的最低水平、理想水平，还有觉得这家公司做到了几分，也就是感知（perception）。它还问了是哪类保险（`line`），理赔用了几天（`claim_days`）；没有理赔过的客户，那一格是空的。
# %% [markdown] lang="en"
# Now the insurers. Their questionnaire asks every item three times: the minimum that customers accept, the desired level, and the level they find at their insurer, the perception. It also asks for the kind of insurance (`line`) and how many days a claim took (`claim_days`), which is empty for customers without a claim.
# %%
insurance = check.load("insurance")
insurance[["insurer", "line", "claim_days", "minimum_5", "desired_5", "perception_5"]].head(4)
# %% [markdown] ask="late" lang="zh"
# ## 9 有多少理赔超过了承诺的天数？
#
# 假设五家公司都承诺15天内有结论。客户报的理赔天数是事情本身，不是感受。各家公司的理赔里，超过15天的占百分之几？
#
# 存入`late`：索引是`insurer`，值是百分数，至少保留一位小数。
# %% [markdown] ask="late" lang="en"
# ## 9 How many claims were late?
#
# Suppose that all five insurers promise a decision within 15 days. The days that customers report are what happened, not how it felt. What percentage of each insurer's claims took more than 15 days?
#
# Store it in `late`: the index is `insurer`, the values are in percent, with at least one decimal.
# %% answer="late" points=2 objective="S1" digits=1
claims = insurance.dropna(subset=["claim_days"])
late = 100 * (claims["claim_days"] > 15).groupby(claims["insurer"]).mean()
# %% mistake="late" name="everyone"
late = 100 * (insurance["claim_days"] > 15).groupby(insurance["insurer"]).mean()
# %% [markdown] mistake="late" name="everyone" lang="zh"
# 你把没有理赔过的客户也放进了分母。空格和15比较是False，于是理赔越少的公司显得越快。
# %% [markdown] mistake="late" name="everyone" lang="en"
# You left customers without a claim in the denominator. An empty cell compared with 15 gives False, so an insurer with few claims looks fast.
# %% mistake="late" name="at-least" credit=.5
claims = insurance.dropna(subset=["claim_days"])
late = 100 * (claims["claim_days"] >= 15).groupby(claims["insurer"]).mean()
# %% [markdown] mistake="late" name="at-least" lang="zh"
# 你把正好15天的也算成了拖延。承诺是15天内，第15天有结论还在承诺之内。
# %% [markdown] mistake="late" name="at-least" lang="en"
# You counted claims of exactly 15 days as late. The promise is within 15 days, and day 15 still keeps it.
# %% mistake="late" name="fraction" credit=.5
claims = insurance.dropna(subset=["claim_days"])
late = (claims["claim_days"] > 15).groupby(claims["insurer"]).mean()
# %% [markdown] mistake="late" name="fraction" lang="zh"
# 你给的是0到1之间的比例，题目要的是百分数。
# %% [markdown] mistake="late" name="fraction" lang="en"
# You gave shares between 0 and 1, and the question asks for percent.
# %% [markdown] hint="late" lang="zh"
# 先决定分母：谁能“拖”？只留下`claim_days`不空的行。
# %% [markdown] hint="late" lang="en"
# Settle the denominator first: who can have been kept waiting? Keep only rows where `claim_days` is not empty.
# %% [markdown] hint="late" lang="zh"
# True和False求平均，就是True的比例。按`insurer`分组（`groupby`）再求。
# %% [markdown] hint="late" lang="en"
# The mean of True and False is the share of True. Group by `insurer` (`groupby`) and take it.
# %% [markdown] ask="claimants" lang="zh"
# ## 10 百分数背后有多少件？
#
# 百分数不能单独报：10件里的5件和500件里的250件都是一半。各家公司有多少件理赔填了天数？
#
# 存入`claimants`：索引是`insurer`，值是件数。
# %% [markdown] ask="claimants" lang="en"
# ## 10 How many claims stand behind the percentages?
#
# A percentage is never reported alone: 5 of 10 and 250 of 500 are both one half. For how many claims of each insurer are the days known?
#
# Store it in `claimants`: the index is `insurer`, the values are counts.
# %% answer="claimants" points=1 objective="S1"
claimants = insurance["claim_days"].groupby(insurance["insurer"]).count()
# %% mistake="claimants" name="everyone"
claimants = insurance["insurer"].value_counts()
# %% [markdown] mistake="claimants" name="everyone" lang="zh"
# 数的是全部客户。没有理赔过的客户没有天数，不在上一题的分母里。
# %% [markdown] mistake="claimants" name="everyone" lang="en"
# These are all customers. Those without a claim have no days and are not in the denominator of the last question.
# %% mistake="claimants" name="late-only"
claimants = (insurance["claim_days"] > 15).groupby(insurance["insurer"]).sum()
# %% [markdown] mistake="claimants" name="late-only" lang="zh"
# 数的是超过15天的，那是上一题的分子；这里要的是分母。
# %% [markdown] mistake="claimants" name="late-only" lang="en"
# These are the claims of more than 15 days, the numerator of the last question; the denominator is wanted here.
# %% [markdown] hint="claimants" lang="zh"
# 上一题分过组，这里照样分；这次数不空的格。
# %% [markdown] hint="claimants" lang="en"
# Form the groups as in the last question, and count the cells that are not empty.
# %% [markdown] ask="limits" lang="zh"
# ## 11 得分看不见什么？
#
# 集团里有人说：“问卷得分高的公司，就是服务好的公司。”用四五句话答复他：SERVQUAL的得分量的是什么，没有量什么？用你在第6到10题算出的一个数说明。再给证券公司和保险公司各提一项从业务记录里算的指标，说清楚拿什么除以什么。
# %% [markdown] ask="limits" lang="en"
# ## 11 What can the score not see?
#
# Someone in the group says: "The company with the higher score is the company with the better service." Reply in four or five sentences: what does a SERVQUAL score measure, and what does it not? Support it with one figure that you computed in questions 6 to 10. Then propose one indicator from business records for securities companies and one for insurers, and say what is divided by what.
# %% [markdown] written="limits" points=5 lang="zh"
# 得分量的是客户感受到的服务过程：等多久，态度怎样，说好的时间守不守。它没有量结果：买的产品适不适合客户，赔得对不对，客户自己往往也看不出来，所以误导销售也可能得高分。得分有差别，原因也不一定在服务：专业投资者的总差距更大，可看不出他们的感知更低（减普通投资者，五个维度平均得{{served.mean():.2f}}分；只有{{(kinds == "professional").sum()}}人），他们期望更高。证券公司可以看交易系统在交易时间里不可用的分钟数，除以全部交易分钟数；保险公司可以看在承诺时间内有结论的理赔件数，除以到期该有结论的理赔件数，还没有结论的也在内。
# %% [markdown] written="limits" points=5 lang="en"
# The score measures the process of service as customers felt it: how long they waited, how they were treated, whether promised times were kept. It does not measure the outcome: whether a product suited the client or a claim was settled rightly. Customers often cannot tell that themselves, so even a mis-sale may score well. Nor does a difference in scores always come from service: the total gap of professional investors is wider, yet no lower perception can be seen ({{served.mean():.2f}} points on average over the five dimensions when that of ordinary ones is subtracted; only {{(kinds == "professional").sum()}} people); they expect more. For securities companies take the minutes in trading hours in which the trading system was not available, divided by all trading minutes; for insurers the claims decided within the promised time, divided by the claims that fell due, those still undecided included.
# %% [markdown] rubric="limits" lang="zh"
# - 2分：说出得分量的是客户感受到的过程（1分），没有量结果，如适不适合、赔得对不对（1分）
# - 1分：用自己算出的一个数，说明得分的差别另有原因，或有得分看不见的事
# - 1分：证券公司的一项业务指标，分子和分母都说清楚
# - 1分：保险公司的一项业务指标，分子和分母都说清楚；说的是按时不按时，分母里就要有到期没办完的，漏了不给
# %% [markdown] rubric="limits" lang="en"
# - 2 points: the score measures the process as felt (1) and not the outcome, such as suitability or a right settlement (1)
# - 1 point: one figure of one's own shows that scores differ for another reason, or that something escapes them
# - 1 point: one business indicator for securities companies, numerator and denominator both stated
# - 1 point: one business indicator for insurers, numerator and denominator both stated; where it is about being in time, the denominator holds what fell due and is not finished, else no point
# %% [markdown] sample="limits" level="weak" points=1 lang="zh"
# > 得分只是客户的主观感受，样本也不大，所以不能全信。证券公司还要看收益率，保险公司还要看投诉多不多。
#
# - 1分：说到了感受（1分）；没有说得分漏掉了什么结果（0分）
# - 0分：没有用自己算的数
# - 0分：收益率要看行情，不是服务的指标，也没有说拿什么除以什么
# - 0分：“投诉多不多”只是件数，客户多的公司投诉自然多，没有分母
# %% [markdown] sample="limits" level="weak" points=1 lang="en"
# > A score is only how customers feel, and the sample is small, so it cannot be trusted fully. For securities companies one must also look at returns, for insurers at whether there are many complaints.
#
# - 1 point: feelings are mentioned (1); which outcome the score misses is not (0)
# - 0 points: no figure of one's own
# - 0 points: returns follow the market and are no indicator of service; what is divided by what is not stated
# - 0 points: "many complaints" is a count; an insurer with more customers gets more, and there is no denominator
# %% [markdown] sample="limits" level="middling" points=3 lang="zh"
# > 得分量的是客户对过程的感受，看不见产品适不适合客户。比如没遇到中断的客户里，SC3和别家的可靠性差距只差{{abs(alike):.2f}}分，可见SC3得分低主要是系统中断，不是员工的态度。证券公司应当统计系统中断的次数，保险公司应当统计理赔超时的件数。
#
# - 2分：过程和结果都说到了
# - 1分：用`alike`说明得分低另有原因（“不是员工的态度”没有数支持，说得太满）
# - 0分：中断次数没有分母，开市时间长的和短的没法比
# - 0分：超时件数没有分母，理赔多的公司吃亏
# %% [markdown] sample="limits" level="middling" points=3 lang="en"
# > The score measures how customers felt the process; whether products suit them it cannot see. Among clients without an outage, for example, the reliability gap of SC3 differs from the others' by only {{abs(alike):.2f}} points, so its low score comes mainly from outages, not from its staff. Securities companies should count outages, and insurers late claims.
#
# - 2 points: process and outcome are both there
# - 1 point: `alike` shows another reason for a low score (that it is not the staff has no figure behind it and says too much)
# - 0 points: a count of outages has no denominator; longer and shorter trading hours cannot be compared
# - 0 points: a count of late claims has no denominator either; whoever settles more claims looks worse
# %% [markdown] sample="limits" level="strong" points=5 lang="zh"
# > 得分说的是客户觉得过程怎样，说不了结果：拒赔的理由对不对、基金适不适合，客户打分时未必知道。同一份问卷里，{{insurance["claim_days"].count()}}件有天数的理赔，超过15天的各家从{{late.min():.0f}}%到{{late.max():.0f}}%（每家{{claimants.min()}}到{{claimants.max()}}件），这件事本身就要单独看，不能等它变成感受。证券公司可以算：客户风险等级低于产品等级的成交笔数，除以全部成交笔数。保险公司可以算：拒赔后改赔的件数，除以全部拒赔件数。
#
# - 2分：过程、结果都说清楚，各有例子
# - 1分：用`late`说明有的事要单独看，不能只等得分
# - 1分：分子分母都有，量的正是得分看不见的适当性
# - 1分：分子分母都有，量的是赔得对不对
# %% [markdown] sample="limits" level="strong" points=5 lang="en"
# > The score tells how customers found the process; about outcomes it is silent. Whether a refusal was justified, or a fund suited its buyer, people need not know when they answer. In the same survey there are {{insurance["claim_days"].count()}} claims with their days, and {{late.min():.0f}}% to {{late.max():.0f}}% of an insurer's took more than 15 days ({{claimants.min()}} to {{claimants.max()}} claims each): that has to be watched by itself, before it turns into a feeling. Securities companies can take the trades in which the product's risk grade was above the client's, divided by all trades. Insurers can take the refusals that were reversed on review, divided by all refusals.
#
# - 2 points: process and outcome are both clear, each with an example
# - 1 point: `late` shows something to be watched apart from the score
# - 1 point: numerator and denominator are there, and it is suitability, which the score cannot see, that is measured
# - 1 point: numerator and denominator are there, and it is the right settlement that is measured
# %% [markdown] lang="zh"
# ## 选做附录：表格怎么写
#
# 必答的题到第11题为止。下面六题练的多半是表格的写法，要用的写法先在餐馆的例子上看：整张表除以每行的合计，再给一列排名次。
# %% [markdown] lang="en"
# ## Optional appendix: handling tables
#
# The set proper ends with question 11. The six questions below mostly practise handling tables; what they need is shown first with restaurants: a whole table divided by the sums of its rows, then places for one column.
# %%
dishes = pd.DataFrame({"rice": [20, 30, 10], "soup": [60, 10, 10]}, index=["Ann", "Bo", "Cai"])
dishes.div(dishes.sum(axis="columns"), axis="index")
# %%
dishes["rice"].rank(ascending=False)
# %% [markdown] lang="zh"
# `notna`是“不空”，`std`求标准差，`agg`一次求好几样。
# %% [markdown] lang="en"
# `notna` means "not empty", `std` is the standard deviation, and `agg` asks for several things at once.
# %%
visits[visits["wait"].notna()]["wait"].agg(["count", "std"]).round(1)
# %% [markdown] ask="rescale" lang="zh"
# ## 12 选做：这份权重能用吗？
#
# 问卷请受访者把100分分给五个维度，越看重分越多。有人加错一分，有人加成了120分。本课程的规则是：合计在99到101之间，每个分数除以合计，让五个权重加起来正好是1；合计是别的数，说不清哪个分数写错了，就不用。
#
# 写一个函数`rescale`：给它一位受访者的五个分数（列表），它返回五个权重（列表）；不能用，就返回`None`。
# %% [markdown] ask="rescale" lang="en"
# ## 12 Optional: Can these weights be used?
#
# The questionnaire asks respondents to share 100 points among the five dimensions, more to what matters more. Some are off by one, some share 120. The rule of this course: where the sum lies between 99 and 101, every point is divided by the sum, so that the five weights add up to exactly 1; any other sum is not used, since nobody can tell which figure is wrong.
#
# Write a function `rescale`: given one respondent's five points (a list), it returns the five weights (a list), or `None` where they cannot be used.
# %% answer="rescale" points=3 objective="S1" digits=4
def rescale(points):
    """Return the weights, which sum to 1, or None where the points cannot be used."""
    total = sum(points)
    if not 99 <= total <= 101:
        return None
    return [point / total for point in points]
# %% inputs="rescale"
[[20, 30, 20, 20, 10]], [[20, 29, 20, 20, 10]], [[20, 30, 21, 20, 10]], [[20, 30, 20, 40, 10]], [[19, 29, 20, 20, 10]]
# %% mistake="rescale" name="always"
def rescale(points):
    return [point / sum(points) for point in points]
# %% [markdown] mistake="rescale" name="always" lang="zh"
# 你不管合计是多少都换算了。合计120，也许只是某一个维度多写了20；按比例换算，等于替客户猜。
# %% [markdown] mistake="rescale" name="always" lang="en"
# You rescaled whatever the sum. With 120, perhaps a single dimension got 20 too many; to rescale is to guess in the customer's place.
# %% mistake="rescale" name="exact"
def rescale(points):
    return [point / 100 for point in points] if sum(points) == 100 else None
# %% [markdown] mistake="rescale" name="exact" lang="zh"
# 你只收合计正好100分的。差一分多半是加错，把这些受访者丢掉，样本就白白小了。
# %% [markdown] mistake="rescale" name="exact" lang="en"
# You accepted sums of exactly 100 only. One point off is most likely a slip in adding; dropping those respondents wastes answers.
# %% mistake="rescale" name="hundred"
def rescale(points):
    return [point / 100 for point in points] if 99 <= sum(points) <= 101 else None
# %% [markdown] mistake="rescale" name="hundred" lang="zh"
# 你除以的都是100，不是这位受访者自己的合计。合计99分的，五个权重加起来就不到1。
# %% [markdown] mistake="rescale" name="hundred" lang="en"
# You divided by 100 and not by the respondent's own sum. Where that is 99, the five weights add up to less than 1.
# %% [markdown] hint="rescale" lang="zh"
# 先求合计，先判断能不能用，再换算。两种情况各有一个`return`。
# %% [markdown] hint="rescale" lang="en"
# Get the sum, decide whether it can be used, then rescale. Each of the two cases has its own `return`.
# %% [markdown] hint="rescale" lang="zh"
# 换算时，每个分数都除以同一个数。想一想：除以什么，五个结果加起来才正好是1？
# %% [markdown] hint="rescale" lang="en"
# Every point is divided by the same number. Which number makes the five results add up to exactly 1?
# %% [markdown] ask="moved" lang="zh"
# ## 13 选做：只看感知，名次会变吗？
#
# SERVPERF只看感知，不减期望。把五个维度按`servqual.servperf`的平均感知排名次，最高的是第1名；再按`servqual.gaps`的平均差距排名次，最大的（离期望最近的）是第1名。
#
# 存入`moved`：差距的名次减感知的名次。正数表示减掉期望以后，名次退了。
# %% [markdown] ask="moved" lang="en"
# ## 13 Optional: Does the order change when only perception counts?
#
# SERVPERF looks at perception alone and subtracts no expectation. Rank the five dimensions by the mean perception of `servqual.servperf`, the highest in place 1; then by the mean gap of `servqual.gaps`, the largest (closest to expectation) in place 1.
#
# Store in `moved`: place by gap minus place by perception. A positive number means that the dimension falls back once expectation is subtracted.
# %% answer="moved" points=2 objective="S1"
by_gap = servqual.gaps(bank)["gap"].rank(ascending=False)
by_perception = servqual.servperf(bank)["perception"].rank(ascending=False)
moved = by_gap - by_perception
# %% mistake="moved" name="sign" credit=.5
moved = servqual.servperf(bank)["perception"].rank(ascending=False) - servqual.gaps(bank)["gap"].rank(ascending=False)
# %% [markdown] mistake="moved" name="sign" lang="zh"
# 你用感知的名次减了差距的名次，所以退步的维度成了负数。
# %% [markdown] mistake="moved" name="sign" lang="en"
# You took place by perception minus place by gap, so a dimension that falls back came out negative.
# %% mistake="moved" name="directions"
moved = servqual.gaps(bank)["gap"].rank() - servqual.servperf(bank)["perception"].rank(ascending=False)
# %% [markdown] mistake="moved" name="directions" lang="zh"
# 两次排名的方向不一样：感知从最高的排起，差距却从低得最多的排起，所以名次不能相减。
# %% [markdown] mistake="moved" name="directions" lang="en"
# Your two orders run in opposite directions: perception from the highest, but gaps from the one furthest below, so the places cannot be subtracted.
# %% mistake="moved" name="values"
moved = servqual.gaps(bank)["gap"] - servqual.servperf(bank)["perception"]
# %% [markdown] mistake="moved" name="values" lang="zh"
# 你减的是平均分，不是名次。一个是差，一个是水平，相减没有意义。
# %% [markdown] mistake="moved" name="values" lang="en"
# You subtracted means, not places. One is a difference and the other a level, so their difference says nothing.
# %% [markdown] hint="moved" lang="zh"
# Series的`rank`给每个值一个名次；`ascending=False`让最大的值排第1。
# %% [markdown] hint="moved" lang="en"
# A Series has `rank`, which gives each value its place; `ascending=False` puts the largest in place 1.
# %% [markdown] hint="moved" lang="zh"
# 两张结果表的索引都是维度，取出各自的一列，排完名次就可以直接相减。
# %% [markdown] hint="moved" lang="en"
# Both results have the dimensions as index: take one column of each, rank, and subtract.
# %% [markdown] ask="needed" lang="zh"
# ## 14 选做：B09网点要收多少份问卷？
#
# B09网点收到的问卷最少，可靠性平均差距的置信区间（confidence interval）很宽。下一次，它希望95%的区间是平均差距加减0.2分。
#
# 区间的半宽约等于1.96乘标准差，再除以人数的平方根。标准差就用这次B09受访者的可靠性差距。要多少份有效问卷？存入`needed`，写成整数就够了，不取整也可以。
# %% [markdown] ask="needed" lang="en"
# ## 14 Optional: How many questionnaires does branch B09 need?
#
# Branch B09 got the fewest questionnaires, so the confidence interval of its mean reliability gap is wide. Next time it wants a 95% interval of the mean gap plus or minus 0.2 points.
#
# Half the width of the interval is about 1.96 times the standard deviation, divided by the square root of the number of respondents. Use the standard deviation of the reliability gaps of this year's respondents at B09. How many usable questionnaires are needed? Store it in `needed`; a whole number is enough; unrounded is fine, too.
# %% answer="needed" points=3 objective="S1" digits=0
b09 = levels[bank["branch"] == "B09"]
spread = (b09["perception"] - b09["expectation"])["reliability"].std()
needed = (1.96 * spread / 0.2) ** 2
# %% mistake="needed" name="whole-width"
b09 = levels[bank["branch"] == "B09"]
needed = (1.96 * (b09["perception"] - b09["expectation"])["reliability"].std() / 0.1) ** 2
# %% [markdown] mistake="needed" name="whole-width" lang="zh"
# 你把0.2当成了整个区间的宽度。加减0.2分，半宽就是0.2，整个区间宽0.4；你多要了三倍的问卷。
# %% [markdown] mistake="needed" name="whole-width" lang="en"
# You took 0.2 for the whole width of the interval. Plus or minus 0.2 is half the width, and the whole is 0.4; you ask for four times the questionnaires.
# %% mistake="needed" name="no-multiplier"
b09 = levels[bank["branch"] == "B09"]
needed = ((b09["perception"] - b09["expectation"])["reliability"].std() / 0.2) ** 2
# %% [markdown] mistake="needed" name="no-multiplier" lang="zh"
# 你漏了1.96，让标准误等于0.2就停了。这样的区间，大约三次里有一次不包含真实的平均差距。
# %% [markdown] mistake="needed" name="no-multiplier" lang="en"
# You left 1.96 out and stopped at a standard error of 0.2. An interval like that misses the true mean gap about one time in three.
# %% mistake="needed" name="not-squared"
b09 = levels[bank["branch"] == "B09"]
needed = 1.96 * (b09["perception"] - b09["expectation"])["reliability"].std() / 0.2
# %% [markdown] mistake="needed" name="not-squared" lang="zh"
# 你解出来的是人数的平方根，还没有平方。区间要窄一半，人数要变成四倍。
# %% [markdown] mistake="needed" name="not-squared" lang="en"
# What you solved for is the square root of the number; it still has to be squared. Half the width takes four times the people.
# %% mistake="needed" name="two" credit=.5
b09 = levels[bank["branch"] == "B09"]
needed = (2 * (b09["perception"] - b09["expectation"])["reliability"].std() / 0.2) ** 2
# %% [markdown] mistake="needed" name="two" lang="zh"
# 你用了2。2是1.96凑成的整数，心算时够用；题目给的是1.96，报告里也按1.96写，别人才能复算出同一个数。
# %% [markdown] mistake="needed" name="two" lang="en"
# You used 2, which is 1.96 rounded for mental arithmetic. The question gives 1.96, and a report uses the figure it states, so that others who recompute it get the same number.
# %% [markdown] hint="needed" lang="zh"
# 先用`bank["branch"]`挑出B09的行，再求每位受访者的可靠性差距，然后求标准差（`std`）。
# %% [markdown] hint="needed" lang="en"
# Pick the rows of B09 with `bank["branch"]`, get each respondent's reliability gap, then the standard deviation (`std`).
# %% [markdown] hint="needed" lang="zh"
# 把“半宽等于0.2”写成等式，先解出人数的平方根，再解出人数。
# %% [markdown] hint="needed" lang="en"
# Write "half the width equals 0.2" as an equation; solve for the square root of the number, then for the number.
# %% [markdown] ask="counted" lang="zh"
# ## 15 选做：有多少人的移情性算得出来？
#
# 没有专属顾问的客户，答不了移情性的有些题，那一格是空的。移情性是第18到22题。本课程的规则：期望和感知都答了，才算一对；一个维度至少要有一半的题项成对（5题里要有3题），才算得出这位受访者的平均。
#
# 有多少位受访者的移情性算得出？从`securities`的原始列数起，存入`counted`。
# %% [markdown] ask="counted" lang="en"
# ## 15 Optional: For how many can empathy be computed?
#
# Clients without an adviser of their own cannot answer some items of empathy, and those cells are empty. Empathy is items 18 to 22. The rule of this course: an expectation and a perception make a pair; a respondent's mean of a dimension needs pairs for at least half of its items (3 of 5).
#
# For how many respondents can empathy be computed? Count from the original columns of `securities` and store the number in `counted`.
# %% answer="counted" points=3 objective="S1"
items = range(18, 23)
pairs = [securities[f"expectation_{item}"].notna() & securities[f"perception_{item}"].notna() for item in items]
counted = int((sum(pairs) >= 3).sum())
# %% mistake="counted" name="any"
items = range(18, 23)
pairs = [securities[f"expectation_{item}"].notna() & securities[f"perception_{item}"].notna() for item in items]
counted = int((sum(pairs) >= 1).sum())
# %% [markdown] mistake="counted" name="any" lang="zh"
# 你把成对的题不到3题的受访者也算上了。只凭一两题代表一个维度，这位受访者的平均和别人的不是一回事。
# %% [markdown] mistake="counted" name="any" lang="en"
# You counted respondents with fewer than three pairs, too. A mean that rests on one or two items is not the same thing as the means of the others.
# %% mistake="counted" name="all"
items = range(18, 23)
pairs = [securities[f"expectation_{item}"].notna() & securities[f"perception_{item}"].notna() for item in items]
counted = int((sum(pairs) == 5).sum())
# %% [markdown] mistake="counted" name="all" lang="zh"
# 你要求五题全都成对。很多受访者只是有一件事没有经历过，把他们整个丢掉，剩下的就多半是有顾问的客户了。
# %% [markdown] mistake="counted" name="all" lang="en"
# You required all five pairs. Many respondents lack one experience only; if they are all dropped, mostly clients with an adviser are left.
# %% mistake="counted" name="everyone"
counted = len(securities)
# %% [markdown] mistake="counted" name="everyone" lang="zh"
# 你数的是表的行数。收回的问卷不等于用得上的回答，报告里的人数要写用得上的。
# %% [markdown] mistake="counted" name="everyone" lang="en"
# You counted the rows of the table. Questionnaires that came back are not answers that can be used; a report gives the number used.
# %% [markdown] hint="counted" lang="zh"
# `notna`给出一列True和False。一题成对，就是期望和感知那两列同时为True。
# %% [markdown] hint="counted" lang="en"
# `notna` gives a column of True and False. An item is a pair where the columns of expectation and perception are both True.
# %% [markdown] hint="counted" lang="zh"
# 五题的五列相加，True算1，就得到每位受访者有几题成对；再数一数够3题的有多少位。
# %% [markdown] hint="counted" lang="en"
# Add the five columns, one for each item, with True as 1: that is how many pairs each respondent has. Then count those with enough.
# %% [markdown] ask="zone" lang="zh"
# ## 16 选做：一道题的容忍区
#
# 第5题问理赔有没有在承诺的时间内有结论。**容忍区**（zone of tolerance）从最低水平到理想水平。MSA是感知减最低，MSS是感知减理想，都先对每位客户算，再求平均。
#
# 只算第5题三栏都答了、而且最低不高于理想的客户。存入列表`zone`：先MSA，后MSS。
# %% [markdown] ask="zone" lang="en"
# ## 16 Optional: The zone of tolerance of one item
#
# Item 5 is about claims decided by the time promised. The **zone of tolerance** runs from the minimum to the desired level. MSA is perception minus the minimum, MSS perception minus the desired level; both are taken for each customer and then averaged.
#
# Use only customers who gave all three answers to item 5 and whose minimum is not above their desired level. Store a list in `zone`: MSA first, then MSS.
# %% answer="zone" points=3 objective="S1"
item = insurance[["minimum_5", "desired_5", "perception_5"]].dropna()
item = item[item["minimum_5"] <= item["desired_5"]]
zone = [(item["perception_5"] - item[level]).mean() for level in ["minimum_5", "desired_5"]]
# %% mistake="zone" name="sign"
item = insurance[["minimum_5", "desired_5", "perception_5"]].dropna()
item = item[item["minimum_5"] <= item["desired_5"]]
zone = [(item[level] - item["perception_5"]).mean() for level in ["minimum_5", "desired_5"]]
# %% [markdown] mistake="zone" name="sign" lang="zh"
# 你用最低和理想减了感知，符号反了。和差距一样，感知在前：低于标准是负数。
# %% [markdown] mistake="zone" name="sign" lang="en"
# You took the minimum and the desired level minus perception, so the signs are reversed. As with a gap perception comes first: below the standard is negative.
# %% mistake="zone" name="swapped" credit=.5
item = insurance[["minimum_5", "desired_5", "perception_5"]].dropna()
item = item[item["minimum_5"] <= item["desired_5"]]
zone = [(item["perception_5"] - item[level]).mean() for level in ["desired_5", "minimum_5"]]
# %% [markdown] mistake="zone" name="swapped" lang="zh"
# 你把两个数的先后放反了，大概把“理想”当成了MSA的标准。MSA比的是最低水平：够不够；MSS比的是理想水平：好不好。
# %% [markdown] mistake="zone" name="swapped" lang="en"
# You put the two figures the other way round, perhaps taking the desired level as the standard of MSA. MSA compares with the minimum: is it enough? MSS compares with the desired level: is it good?
# %% mistake="zone" name="width"
item = insurance[["minimum_5", "desired_5", "perception_5"]].dropna()
item = item[item["minimum_5"] <= item["desired_5"]]
zone = [(item["perception_5"] - item["minimum_5"]).mean(), (item["desired_5"] - item["minimum_5"]).mean()]
# %% [markdown] mistake="zone" name="width" lang="zh"
# 你的第二个数是理想减最低，那是容忍区的宽度。它说客户有多能将就，没有说公司做到了哪里。
# %% [markdown] mistake="zone" name="width" lang="en"
# Your second figure is the desired level minus the minimum: the width of the zone. It tells how much customers put up with, not where the insurer stands.
# %% [markdown] hint="zone" lang="zh"
# 先取出这三列，去掉有空格的行，再去掉最低高于理想的行（他们多半看错了题）。
# %% [markdown] hint="zone" lang="en"
# Take the three columns, drop rows with an empty cell, then rows whose minimum is above the desired level (they most likely misread the question).
# %% [markdown] hint="zone" lang="zh"
# 两个数都从感知减起，一个减最低，一个减理想；减完再求平均。
# %% [markdown] hint="zone" lang="en"
# Both figures start from perception, once minus the minimum and once minus the desired level; subtract first, then average.
# %% [markdown] lang="zh"
# 最后一道计算题要用循环，先在餐馆的账单上看一遍：`groupby`一次给出一组的名称和这一组的行，结果放进字典。
# %% [markdown] lang="en"
# The last computation needs a loop; see it first on restaurant bills: `groupby` gives the name of one group at a time with its rows, and the results go into a dictionary.
# %%
bills = pd.DataFrame({"town": ["east", "west", "east"], "paid": [30, 45, 20]})
paid = {}
for town, rows in bills.groupby("town"):
    paid[town] = rows["paid"].sum()
pd.Series(paid)
# %% [markdown] ask="red" lang="zh"
# ## 17 选做：财产险的红灯板
#
# 主管财产险的副总要一块红灯板：五家公司、五个维度，共25格，只看财产险客户（`line`是`property`）。证据站得住的才亮红灯：客户的感知低于他们能接受的最低水平，不光平均低一点，整个95%的区间都在0以下。
#
# 每家公司亮几盏？存入`red`：索引是`insurer`，值是盏数。用哪个函数、看哪一列，由你决定。
# %% [markdown] ask="red" lang="en"
# ## 17 Optional: A board of red lights for property insurance
#
# The head of property insurance wants a board of red lights: five insurers by five dimensions, 25 cells, property customers only (`line` is `property`). A cell turns red where perception is below the minimum that customers accept and the finding stands up: not just a little below on average, but with the whole 95% interval below 0.
#
# How many lights does each insurer get? Store them in `red`: the index is `insurer`, the values are counts. Which function to use, and which column to read, is for you to decide.
# %% answer="red" points=3 objective="S1"
property_customers = insurance[insurance["line"] == "property"]
red = {}
for insurer, customers in property_customers.groupby("insurer"):
    zones = servqual.tolerance(customers)
    red[insurer] = (zones["position"] == "below").sum()
red = pd.Series(red)
# %% mistake="red" name="means" may_be_right=true
property_customers = insurance[insurance["line"] == "property"]
red = {}
for insurer, customers in property_customers.groupby("insurer"):
    red[insurer] = (servqual.tolerance(customers)["msa"] < 0).sum()
red = pd.Series(red)
# %% [markdown] mistake="red" name="means" lang="zh"
# 你看的是平均的MSA是不是负数，没有看区间。每家公司的财产险客户只有几十位，平均低一点，换一批客户可能就不低了。
# %% [markdown] mistake="red" name="means" lang="en"
# You looked at whether the mean MSA is negative and not at its interval. Each insurer has only some dozens of property customers here; with others, a mean a little below 0 may well be above.
# %% mistake="red" name="desired"
property_customers = insurance[insurance["line"] == "property"]
red = {}
for insurer, customers in property_customers.groupby("insurer"):
    red[insurer] = (servqual.tolerance(customers)["mss_high"] < 0).sum()
red = pd.Series(red)
# %% [markdown] mistake="red" name="desired" lang="zh"
# 你拿理想水平做了标准，所以几乎格格亮红灯。红灯要留给低于最低水平的，那才是客户不肯将就的地方。
# %% [markdown] mistake="red" name="desired" lang="en"
# You took the desired level as the standard, so nearly every cell turned red. Red is kept for what is below the minimum, where customers will not put up with it.
# %% [markdown] hint="red" lang="zh"
# `servqual.tolerance`给出五个维度在容忍区的什么位置；`position`列已经把区间考虑进去了。
# %% [markdown] hint="red" lang="en"
# `servqual.tolerance` tells where the five dimensions lie in the zone of tolerance; its column `position` allows for the interval.
# %% [markdown] hint="red" lang="zh"
# 先挑出财产险客户，再像账单那样按`insurer`分组循环，一家一家地调用函数，数一数`position`是`below`的行。
# %% [markdown] hint="red" lang="en"
# Pick the property customers, loop over them by `insurer` as over the bills, call the function for each, and count rows whose `position` is `below`.
