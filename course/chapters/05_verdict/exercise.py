# %% [markdown] lang="zh"
# # 练习05 三类机构，三份评判
#
# 行长尝到了甜头：“网点、证券公司、保险公司，各给我一份评判。”这一回没有人替你走，数据、指标、结论都由你来。三份数据都是合成数据（synthetic data），机构也是虚构的。
#
# 十一题自动检查，共22分；两题写文字，共12分，由老师批改。全部约60分钟；只有20分钟，做带★的。学号写进引号，替掉`None`，就换成你自己的数据。
# %% [markdown] lang="en"
# # Exercise 05 Three kinds of institution, three verdicts
#
# The regional head has acquired a taste: "Branches, securities companies, insurers: a verdict on each, please." This time nobody leads the way; data, indicators and verdicts are yours. All three sets are synthetic data about invented institutions.
#
# Eleven questions are checked automatically for 22 points; two are answered in words for 12, marked by your instructor. Allow about 60 minutes for all, 20 for those with a ★. With your student id in quotation marks instead of `None` you get data of your own.
# %% tags=["parameters"]
STUDENT = None
# %%
from fsq_lab import ahp, fuzzy, importance, kano, performance, rank_choices, ratings
from fsq_lab.scoring.weights import shares

check = exercise("05_verdict", student=STUDENT)
branches, securities, insurance = (check.load(name) for name in ("bank_branch", "securities", "insurance"))
indicators, features = check.load("insurer_indicators"), check.load("kano_features")
dimensions = ["tangibles", "reliability", "responsiveness", "assurance", "empathy"]
# %% [markdown] lang="zh"
# **第一部分：银行网点**。两张表已经备好：客户给的重要性`wanted`，各维度的感知`seen`。
# %% [markdown] lang="en"
# **Part one: bank branches.** Two tables are ready: the importance that customers give, `wanted`, and perceptions by dimension, `seen`.
# %%
wanted, seen = shares(branches), importance.dimension_scores(branches)
# %% [markdown] ask="flipped" lang="zh"
# ## ★ 1 银行：线一挪，谁换格？
#
# 12个网点合起来做重要性—绩效分析。从平均线换到中点线（重要性20分，感知4分），哪些维度换了格？把英文名按字母次序存入列表`flipped`，例如`["empathy"]`。
# %% [markdown] ask="flipped" lang="en"
# ## ★ 1 The bank: which quadrants move with the line?
#
# Do an importance-performance analysis of all twelve branches together. From lines at the mean to the midpoints (importance 20, perception 4), which dimensions change quadrants? Put their names, sorted, into a list `flipped`, such as `["empathy"]`.
# %% answer="flipped" points=2 objective="S1"
fields = performance.both_lines(wanted, seen, midpoints=(20, 4))
flipped = sorted(fields.index[fields["flips"]])
# %% mistake="flipped" name="stayed"
fields = performance.both_lines(wanted, seen, midpoints=(20, 4))
flipped = sorted(fields.index[~fields["flips"]])
# %% [markdown] mistake="flipped" name="stayed" lang="zh"
# 这些是两种线都落在同一格的。它们才是敢直说的，可题目问的是换了格的。
# %% [markdown] mistake="flipped" name="stayed" lang="en"
# These stay in the same quadrant under both lines. They are the ones you can speak of plainly, but you were asked for those that move.
# %% mistake="flipped" name="uncertain" may_be_right=true
fields = performance.both_lines(wanted, seen, midpoints=(20, 4))
flipped = sorted(fields.index[~fields["certain_mean"]])
# %% [markdown] mistake="flipped" name="uncertain" lang="zh"
# 你取了椭圆压着平均线的。那是抽样的不定；换了格说的是线的选择，两件事。
# %% [markdown] mistake="flipped" name="uncertain" lang="en"
# You took those whose ellipse touches the mean line. That is sampling; changing quadrants is about the choice of line, another matter.
# %% mistake="flipped" name="below-the-line" may_be_right=true
fields = performance.both_lines(wanted, seen, midpoints=(20, 4))
flipped = sorted(fields.index[fields["quadrant_mean"] == "concentrate here"])
# %% [markdown] mistake="flipped" name="below-the-line" lang="zh"
# 你给的是平均线下“集中改进”的。换格的还有别的：从“低优先”到“过度供给”也是换。
# %% [markdown] mistake="flipped" name="below-the-line" lang="en"
# You gave those to concentrate on under the mean line. Others move too: from low priority to possible overkill is a move as well.
# %% [markdown] hint="flipped" lang="zh"
# 课上有一个函数一次画两种线，结果里有一列就叫`flips`。
# %% [markdown] hint="flipped" lang="en"
# One function of the lesson draws both lines at once; a column of its result is called `flips`.
# %% [markdown] hint="flipped" lang="zh"
# 那一列是真或假，拿它去挑索引，再用`sorted`排一排。
# %% [markdown] hint="flipped" lang="en"
# The column is true or false: use it to select from the index, then sort with `sorted`.
# %% [markdown] ask="checklist_winner" lang="zh"
# ## 2 银行：检查表的冠军
#
# B06是检查表第一名。用全部维度、全部算法给12个网点排名（`rank_choices.ranks`，其余照默认），B06的名次从第几到第几？把最好和最差两个名次按次序存入列表`checklist_winner`，例如`[1, 4]`。
# %% [markdown] ask="checklist_winner" lang="en"
# ## 2 The bank: the checklist's winner
#
# B06 won the checklist. Rank the twelve branches in every way over all dimensions (`rank_choices.ranks`, all else by default). From which rank to which does B06 go? Put the best and the worst, in that order, into a list `checklist_winner`, such as `[1, 4]`.
# %% answer="checklist_winner" points=2 objective="S1" ordered=true
places = rank_choices.ranges(rank_choices.ranks(branches, by="branch"))
checklist_winner = [places["best"]["B06"], places["worst"]["B06"]]
# %% mistake="checklist_winner" name="one-dimension" may_be_right=true
alone = rank_choices.ranges(rank_choices.ranks(branches, by="branch", dimension="reliability", outcome=None))
checklist_winner = [alone["best"]["B06"], alone["worst"]["B06"]]
# %% [markdown] mistake="checklist_winner" name="one-dimension" lang="zh"
# 你是不是还留着课上的`dimension="reliability"`？这里要全部维度，二十五条路。
# %% [markdown] mistake="checklist_winner" name="one-dimension" lang="en"
# Did you leave the lesson's `dimension="reliability"` in? This asks for all dimensions, in twenty-five ways.
# %% mistake="checklist_winner" name="to-the-median" may_be_right=true
places = rank_choices.ranges(rank_choices.ranks(branches, by="branch"))
checklist_winner = [places["best"]["B06"], places["median"]["B06"]]
# %% [markdown] mistake="checklist_winner" name="to-the-median" lang="zh"
# 你只量到中位数。一段名次的另一头是最差的那一个。
# %% [markdown] mistake="checklist_winner" name="to-the-median" lang="en"
# This stops at the median. The other end of a range is the worst rank.
# %% [markdown] hint="checklist_winner" lang="zh"
# 先排出所有的路，再收成每家一行的范围。
# %% [markdown] hint="checklist_winner" lang="en"
# First rank in all ways, then turn the ways into a range, one row a branch.
# %% [markdown] hint="checklist_winner" lang="zh"
# 范围的表里有`best`和`worst`两列，行是网点。
# %% [markdown] hint="checklist_winner" lang="en"
# The table of ranges has columns `best` and `worst`; its rows are branches.
# %% [markdown] lang="zh"
# **第二部分：证券公司**。五家（SC1至SC5）。除了问卷，还问了有没有碰上过系统停机：
# %% [markdown] lang="en"
# **Part two: securities companies.** Five of them (SC1 to SC5). Besides the questionnaire, clients were asked whether they had seen the system down:
# %%
outages = securities.assign(outage=100.0 * (securities["outage_seen"] == "seen"))
outages[["company", "client_type", "outage"]].head(3)
# %% [markdown] ask="winners" lang="zh"
# ## ★ 3 证券：谁都能说自己第一？
#
# 用全部算法给五家排名。至少在一条路上排第一的是哪几家？代号按字母次序存入列表`winners`。
# %% [markdown] ask="winners" lang="en"
# ## ★ 3 Securities: who can claim first place?
#
# Rank the five in every way. Which come first in at least one? Put the codes, sorted, into a list `winners`.
# %% answer="winners" points=2 objective="S1"
ways = rank_choices.ranks(securities, by="company")
winners = sorted(rank_choices.ranges(ways).query("first > 0").index)
# %% mistake="winners" name="most-often" may_be_right=true
ways = rank_choices.ranks(securities, by="company")
winners = [rank_choices.ranges(ways)["first"].idxmax()]
# %% [markdown] mistake="winners" name="most-often" lang="zh"
# 你只取了第一得得最多的一家。海报只要一条路就印得出来，问的是谁有这样一条路。
# %% [markdown] mistake="winners" name="most-often" lang="en"
# You took only the one that is first most often. A poster needs a single way; the question is who has one.
# %% mistake="winners" name="never-last" may_be_right=true
ways = rank_choices.ranks(securities, by="company")
winners = sorted(rank_choices.ranges(ways).query("last > 0").index)
# %% [markdown] mistake="winners" name="never-last" lang="zh"
# 你数的是最后一名。`last`是垫底的次数，`first`才是第一的次数。
# %% [markdown] mistake="winners" name="never-last" lang="en"
# You counted last places. `last` is how often it comes last; `first` is how often it comes first.
# %% [markdown] hint="winners" lang="zh"
# 和课上六家手机银行一样，换一张表，分组的列叫`company`。
# %% [markdown] hint="winners" lang="en"
# As with the six mobile banks, with another table; the groups are in the column `company`.
# %% [markdown] hint="winners" lang="zh"
# `query("first > 0")`留下当过第一的行，名字在索引里。
# %% [markdown] hint="winners" lang="en"
# `query("first > 0")` keeps the rows that have been first; the names are in the index.
# %% [markdown] ask="worst_outage" lang="zh"
# ## 4 证券：自己的指标
#
# 各家碰上过停机的客户占百分之几？把最高的那一家的数存入`worst_outage`，至少保留一位小数。
# %% [markdown] ask="worst_outage" lang="en"
# ## 4 Securities: an indicator of their own
#
# What percentage of each company's clients had seen the system down? Store the highest of the five in `worst_outage`, with at least one decimal.
# %% answer="worst_outage" points=2 objective="S1" digits=1
worst_outage = outages.groupby("company")["outage"].mean().max()
# %% mistake="worst_outage" name="everybody"
worst_outage = outages["outage"].mean()
# %% [markdown] mistake="worst_outage" name="everybody" lang="zh"
# 这是五家合在一起的比例。合起来，最差的那一家就看不见了。
# %% [markdown] mistake="worst_outage" name="everybody" lang="en"
# This is the share over all five. Pooled, the worst of them disappears.
# %% mistake="worst_outage" name="share-of-outages" may_be_right=true
worst_outage = 100 * outages.groupby("company")["outage"].sum().max() / outages["outage"].sum()
# %% [markdown] mistake="worst_outage" name="share-of-outages" lang="zh"
# 你算的是多少人，还是全部碰上停机的人里它占多少？要的是百分数，除以它自己的客户。
# %% [markdown] mistake="worst_outage" name="share-of-outages" lang="en"
# Is this how many clients, or its share of all who saw an outage? A percentage is asked for: divide by its own clients.
# %% [markdown] hint="worst_outage" lang="zh"
# 课上数闪退时，先按银行分组，再取平均。
# %% [markdown] hint="worst_outage" lang="en"
# Crashes were counted in the lesson by grouping by bank and taking the mean.
# %% [markdown] hint="worst_outage" lang="zh"
# `outage`是0或100，平均就是百分数；再取五家里最大的。
# %% [markdown] hint="worst_outage" lang="en"
# `outage` is 0 or 100, so its mean is a percentage; then take the largest of the five.
# %%
scores = importance.dimension_scores(securities).assign(satisfaction=securities["overall_satisfaction"])
# %% [markdown] ask="shown" lang="zh"
# ## 5 证券：推导的重要性
#
# 证券客户里，可靠性的**推导重要性**是多少（标准化系数，`satisfaction`由五个维度解释）？存入`shown`，至少保留两位小数。
# %% [markdown] ask="shown" lang="en"
# ## 5 Securities: derived importance
#
# For securities clients, what is the **derived importance** of reliability (standardised coefficient, `satisfaction` explained by the five dimensions)? Store it in `shown`, with at least two decimals.
# %% answer="shown" points=2 objective="S1"
shown = importance.derived(scores, "satisfaction", dimensions)["importance"]["reliability"]
# %% mistake="shown" name="correlation"
shown = importance.derived(scores, "satisfaction", dimensions)["correlation"]["reliability"]
# %% [markdown] mistake="shown" name="correlation" lang="zh"
# 这是可靠性单独和满意度的相关，里面有别的维度带来的一份。系数是五个一起看时它自己的一份。
# %% [markdown] mistake="shown" name="correlation" lang="en"
# This is reliability's own correlation with satisfaction, which holds what other dimensions bring along. The coefficient is its part with all five at once.
# %% mistake="shown" name="stated"
shown = importance.stated(securities)["importance"]["reliability"]
# %% [markdown] mistake="shown" name="stated" lang="zh"
# 你取的是客户自己分的分数，那是陈述重要性；推导的要从满意度里算出来。
# %% [markdown] mistake="shown" name="stated" lang="en"
# These are the points that customers give, stated importance; derived importance is computed from satisfaction.
# %% [markdown] hint="shown" lang="zh"
# 课上第4节：先有得分和满意度在一起的表，再推导。
# %% [markdown] hint="shown" lang="en"
# Section 4 of the lesson: first a table of scores with satisfaction, then derive.
# %% [markdown] hint="shown" lang="zh"
# 结果是一张表，取`importance`那一列里`reliability`那一行。
# %% [markdown] hint="shown" lang="en"
# The result is a table: column `importance`, row `reliability`.
# %% [markdown] lang="zh"
# **第三部分：保险公司**。五家（IN1至IN5），有监管式的八项指标，也有客户问卷。问卷没有问权重，也没有问优秀机构该怎样，又没有人题题都答，所以三样选法走不了：
# %% [markdown] lang="en"
# **Part three: insurers.** Five of them (IN1 to IN5), with eight indicators as a supervisor would ask for, and a customer survey. The survey asked neither for weights nor for what an excellent insurer should do, and nobody answered every item, so three choices are closed:
# %%
felt = rank_choices.ranks(insurance, by="insurer")
rated = ratings.rate(indicators)
list(felt.attrs["left_out"]), rank_choices.ranges(felt)[["best", "worst", "n_choices"]]
# %% [markdown] ask="doubtful" lang="zh"
# ## ★ 6 保险：哪一级靠不住？
#
# `rated`是五家的评级。哪家（或者哪几家）的区间跨过了分级的线，级别定不下来？代号存入列表`doubtful`。
# %% [markdown] ask="doubtful" lang="en"
# ## ★ 6 Insurers: which grade cannot be relied on?
#
# `rated` holds the grades of all five. Whose interval crosses a line between grades, so that the grade is not settled? Store the code or codes in a list `doubtful`.
# %% answer="doubtful" points=2 objective="S1"
doubtful = sorted(rated.index[~rated["certain"]])
# %% mistake="doubtful" name="settled"
doubtful = sorted(rated.index[rated["certain"]])
# %% [markdown] mistake="doubtful" name="settled" lang="zh"
# 反了：这些公司的区间整个在一级里面，级别是定得下来的。
# %% [markdown] mistake="doubtful" name="settled" lang="en"
# The other way round: the intervals of these lie inside one grade, so theirs are settled.
# %% mistake="doubtful" name="lowest" may_be_right=true
doubtful = [rated["score"].idxmin()]
# %% [markdown] mistake="doubtful" name="lowest" lang="zh"
# 你取了分数最低的。分数低不等于级别靠不住，要看区间有没有跨过线。
# %% [markdown] mistake="doubtful" name="lowest" lang="en"
# You took the lowest score. A low score may have a settled grade; what counts is whether the interval crosses a line.
# %% [markdown] hint="doubtful" lang="zh"
# 先看一眼`rated`，有一列专门说级别定不定得下来。
# %% [markdown] hint="doubtful" lang="en"
# Look at `rated` first: one column says whether the grade is settled.
# %% [markdown] hint="doubtful" lang="zh"
# 前面加`~`就是取反；只有一家，也放进列表。
# %% [markdown] hint="doubtful" lang="en"
# A `~` in front means "not"; even a single one goes into a list.
# %% [markdown] ask="at_least" lang="zh"
# ## 7 保险：至少多少分
#
# 五家里分数最低的那一家，区间的**下限**是多少分？存入`at_least`，至少保留一位小数。
# %% [markdown] ask="at_least" lang="en"
# ## 7 Insurers: at least how many points
#
# Of the insurer with the lowest score, what is the **lower end** of the interval? Store it in `at_least`, with at least one decimal.
# %% answer="at_least" points=2 objective="S1" digits=1
at_least = rated["low"].min()
# %% mistake="at_least" name="score" credit=.5
at_least = rated["score"].min()
# %% [markdown] mistake="at_least" name="score" lang="zh"
# 这是分数本身。换一批案件，它会高一点或低一点；“至少”要用区间的下限。
# %% [markdown] mistake="at_least" name="score" lang="en"
# This is the score itself. Other cases would bring a little more or less; "at least" needs the lower end.
# %% mistake="at_least" name="high"
at_least = rated["high"].min()
# %% [markdown] mistake="at_least" name="high" lang="zh"
# 你取了上限。那是至多，不是至少。
# %% [markdown] mistake="at_least" name="high" lang="en"
# This is the upper end: at most, not at least.
# %% [markdown] hint="at_least" lang="zh"
# 区间的两头在`low`和`high`里。
# %% [markdown] hint="at_least" lang="en"
# The interval's ends are in `low` and `high`.
# %% [markdown] hint="at_least" lang="zh"
# 五家里取最小的一个。
# %% [markdown] hint="at_least" lang="en"
# Take the smallest of the five.
# %%
late = importance.dimension_scores(insurance.query("insurer == 'IN2'"))
graded = fuzzy.memberships(late, {"good": (5.5, 7), "fair": (4.5, 5.49), "poor": (1, 4.49)})
even = [0.2, 0.2, 0.2, 0.2, 0.2]
# %% [markdown] ask="lead" lang="zh"
# ## 8 保险：理赔慢的一家，领先多少？
#
# IN2理赔按期的比例最低。它的客户在问卷里，各维度的隶属度是`graded`，权重都一样（`even`）。用加权平均（`product-sum`），最大的一格比第二大的多多少？存入`lead`，至少保留三位小数。
# %% [markdown] ask="lead" lang="en"
# ## 8 Insurers: the one that pays late, by how much?
#
# IN2 settles the smallest share of claims in time. For its customers in the survey `graded` holds the memberships and `even` the weights, all equal. With the weighted mean (`product-sum`), by how much does the largest grade lead the next? Store it in `lead`, with at least three decimals.
# %% answer="lead" points=2 objective="S1" digits=3
lead = fuzzy.evaluate(graded, even)["lead"]["product-sum"]
# %% mistake="lead" name="largest-itself"
lead = fuzzy.evaluate(graded, even).loc["product-sum", ["good", "fair", "poor"]].max()
# %% [markdown] mistake="lead" name="largest-itself" lang="zh"
# 这是最大的一格有多大。结论稳不稳，看它比第二大的多多少。
# %% [markdown] mistake="lead" name="largest-itself" lang="en"
# This is the size of the largest grade. How steady the verdict is shows in its lead over the next.
# %% mistake="lead" name="other-operator" may_be_right=true
lead = fuzzy.evaluate(graded, even)["lead"]["min-bounded-sum"]
# %% [markdown] mistake="lead" name="other-operator" lang="zh"
# 你取的是有界和那一行。换一个算子，领先就不一样，所以先要说是哪一个。
# %% [markdown] mistake="lead" name="other-operator" lang="en"
# You took the bounded sum's row. With another operator the lead differs, so say which it is.
# %% [markdown] hint="lead" lang="zh"
# 课上评MB4时，结果里就有`lead`那一列。
# %% [markdown] hint="lead" lang="en"
# In the lesson the result for MB4 had a column `lead`.
# %% [markdown] hint="lead" lang="zh"
# 行是四种算子，取`product-sum`那一行。
# %% [markdown] hint="lead" lang="en"
# The rows are the four operators; take `product-sum`.
# %% [markdown] lang="zh"
# **第四部分：权重和功能**。三位专家两两比较三条标准：能兑现的承诺、办得快、讲得清。
# %% [markdown] lang="en"
# **Part four: weights and features.** Three experts compare three criteria in pairs: promises kept, speed, clear words.
# %%
wang = [[1, 2, 6], ["1/2", 1, 4], ["1/6", "1/4", 1]]
li = [[1, 4, "1/3"], ["1/4", 1, 3], [3, "1/3", 1]]
chen = [[1, "1/3", 2], [3, 1, 5], ["1/2", "1/5", 1]]
experts = {"wang": wang, "li": li, "chen": chen}
# %% [markdown] ask="refused" lang="zh"
# ## 9 拒绝谁的判断？
#
# 谁的矩阵要退回去重问？名字存入列表`refused`，例如`["wang"]`。
# %% [markdown] ask="refused" lang="en"
# ## 9 Whose judgements are refused?
#
# Whose matrix goes back to be asked again? Store the names in a list `refused`, such as `["wang"]`.
# %% answer="refused" points=2 objective="S1"
refused = [name for name, judged in experts.items() if not ahp.consistency(judged)["consistent"]]
# %% mistake="refused" name="accepted"
refused = [name for name, judged in experts.items() if ahp.consistency(judged)["consistent"]]
# %% [markdown] mistake="refused" name="accepted" lang="zh"
# 反了：这些人的判断前后对得上，可以用。
# %% [markdown] mistake="refused" name="accepted" lang="en"
# The other way round: these agree with themselves and can be used.
# %% mistake="refused" name="any-contradiction"
refused = [name for name, judged in experts.items() if ahp.consistency(judged)["consistency_ratio"] > 0]
# %% [markdown] mistake="refused" name="any-contradiction" lang="zh"
# 你要求一点矛盾都没有。人比较起来总有出入，习惯上小于十分之一就收。
# %% [markdown] mistake="refused" name="any-contradiction" lang="en"
# You asked for no contradiction at all. People always differ a little from themselves; below one tenth is accepted by custom.
# %% [markdown] hint="refused" lang="zh"
# 对三个矩阵各用一次`ahp.consistency`，看`consistent`。
# %% [markdown] hint="refused" lang="en"
# Use `ahp.consistency` on each of the three and look at `consistent`.
# %% [markdown] hint="refused" lang="zh"
# 看过以后，手写出列表也算对。
# %% [markdown] hint="refused" lang="en"
# Having looked, you may write the list by hand.
# %% [markdown] ask="joint" lang="zh"
# ## 10 合起来的权重
#
# 只用过得了关的两位（第9题退回的不算），先合成一个矩阵，再求权重。“能兑现的承诺”（第一条）的权重是多少？存入`joint`，至少保留三位小数。
# %% [markdown] ask="joint" lang="en"
# ## 10 The weights of the group
#
# Take the two who pass (without the one sent back in question 9), join their matrices, then find the weights. What is the weight of "promises kept" (the first)? Store it in `joint`, with at least three decimals.
# %% answer="joint" points=2 objective="S1" digits=3
joint = ahp.weights(ahp.group([wang, chen]))["weight"].iloc[0]
# %% mistake="joint" name="one-expert"
joint = ahp.weights(wang)["weight"].iloc[0]
# %% [markdown] mistake="joint" name="one-expert" lang="zh"
# 这是王一个人的权重。两位的次序不同，只听一位，就替行里定了。
# %% [markdown] mistake="joint" name="one-expert" lang="en"
# This is Wang's weight alone. The two put different criteria first; hearing one of them decides for the bank.
# %% mistake="joint" name="mean-of-weights"
joint = (ahp.weights(wang)["weight"].iloc[0] + ahp.weights(chen)["weight"].iloc[0]) / 2
# %% [markdown] mistake="joint" name="mean-of-weights" lang="zh"
# 你把两位的权重做了算术平均。先在矩阵上逐格取几何平均，再求权重。
# %% [markdown] mistake="joint" name="mean-of-weights" lang="en"
# This is the arithmetic mean of two weights. Take the geometric mean of the matrices cell by cell, then the weights.
# %% mistake="joint" name="other-expert"
joint = ahp.weights(chen)["weight"].iloc[0]
# %% [markdown] mistake="joint" name="other-expert" lang="zh"
# 这是陈一个人的权重。王也过得了关，两位都要听。
# %% [markdown] mistake="joint" name="other-expert" lang="en"
# This is Chen's weight alone. Wang passes as well; hear both.
# %% mistake="joint" name="second-criterion"
joint = ahp.weights(ahp.group([wang, chen]))["weight"].iloc[1]
# %% [markdown] mistake="joint" name="second-criterion" lang="zh"
# 这是“办得快”的权重。Python从0数起，第一条在最前面。
# %% [markdown] mistake="joint" name="second-criterion" lang="en"
# This is the weight of speed. Python counts from 0; the first stands at the top.
# %% [markdown] hint="joint" lang="zh"
# 课上两位专家合并，用的是`ahp.group`，交给它一个列表。
# %% [markdown] hint="joint" lang="en"
# The lesson joined two experts by `ahp.group`, which takes a list.
# %% [markdown] hint="joint" lang="zh"
# 权重在`weight`那一列，第一条用`iloc[0]`取。
# %% [markdown] hint="joint" lang="en"
# Weights are in the column `weight`; `iloc[0]` takes the first.
# %%
middle = features.query("age_band == '45-59'")
# %% [markdown] ask="better_low" lang="zh"
# ## 11 至少几成人会更满意？
#
# 只看45至59岁（`middle`）。“用大白话讲账单”（`plain_bill`）的Better，区间的**下限**是多少？存入`better_low`，至少保留三位小数。
# %% [markdown] ask="better_low" lang="en"
# ## 11 At least what share would be more satisfied?
#
# Ages 45 to 59 only (`middle`). For the bill in plain words (`plain_bill`), what is the **lower end** of the interval of Better? Store it in `better_low`, with at least three decimals.
# %% answer="better_low" points=2 objective="S1" digits=3
better_low = kano.summary(kano.counts(middle))["better_low"]["plain_bill"]
# %% mistake="better_low" name="better" credit=.5
better_low = kano.summary(kano.counts(middle))["better"]["plain_bill"]
# %% [markdown] mistake="better_low" name="better" lang="zh"
# 这是Better本身。答的人不多，“至少”要用区间的下限。
# %% [markdown] mistake="better_low" name="better" lang="en"
# This is Better itself. Not many answered, so "at least" needs the lower end.
# %% mistake="better_low" name="high"
better_low = kano.summary(kano.counts(middle))["better_high"]["plain_bill"]
# %% [markdown] mistake="better_low" name="high" lang="zh"
# 你取了上限：至多几成人会更满意。说“至少”，要用另一头。
# %% [markdown] mistake="better_low" name="high" lang="en"
# You took the upper end, the share at most. "At least" needs the other one.
# %% mistake="better_low" name="all-ages" may_be_right=true
better_low = kano.summary(kano.counts(features))["better_low"]["plain_bill"]
# %% [markdown] mistake="better_low" name="all-ages" lang="zh"
# 这是各年龄合起来的。只要45至59岁，交给它的是`middle`。
# %% [markdown] mistake="better_low" name="all-ages" lang="en"
# This is for all ages together. Only 45 to 59 is asked for: hand it `middle`.
# %% [markdown] hint="better_low" lang="zh"
# 先数（`kano.counts`），再汇总（`kano.summary`）。
# %% [markdown] hint="better_low" lang="en"
# First count (`kano.counts`), then summarise (`kano.summary`).
# %% [markdown] hint="better_low" lang="zh"
# 交给它的表只要`middle`。
# %% [markdown] hint="better_low" lang="en"
# Hand it `middle` only.
# %% [markdown] ask="verdicts" lang="zh"
# ## ★ 12 三份评判
#
# 写给行长，三类机构各两三句：银行网点、证券公司、保险公司。每一份要有：用的数据和指标（三类不一样），一个带人数或区间的数，结论，它靠哪个选择、怎样一来会变。写在下面的空单元里。
# %% [markdown] ask="verdicts" lang="en"
# ## ★ 12 Three verdicts
#
# For the regional head, two or three sentences on each: bank branches, securities companies, insurers. Each verdict has the data and indicator used (not the same for all three), a figure with its n or interval, the conclusion, the choice it rests on and what would change it. Write in the empty cell below.
# %% [markdown] written="verdicts" points=8 lang="zh"
# 网点：用客户问卷的重要性和感知（{{int(fields["n"].iloc[0])}}人）。按平均线，可靠性落在集中改进；换成中点线，没有一项在集中改进，{{len(flipped)}}个维度换格，所以只说“先改哪个”，不说“不合格”。证券：用问卷的{{len(ways)}}种排法和停机。{{outages.groupby("company")["outage"].mean().idxmax()}}在{{len(ways)}}种排法里{{int(rank_choices.ranges(ways)["last"][outages.groupby("company")["outage"].mean().idxmax()])}}种最后，它的{{int((securities["company"] == outages.groupby("company")["outage"].mean().idxmax()).sum())}}位客户里{{worst_outage:.0f}}%碰上过停机，先治它；{{len(winners)}}家都能排第一，第一名不公布。停机是客户记得的，问法或者答的人换了才会变。保险：八项指标，仿2015年规则打分。{{doubtful[0]}}是{{rated["score"][doubtful[0]]:.1f}}分，区间{{rated["low"][doubtful[0]]:.1f}}到{{rated["high"][doubtful[0]]:.1f}}跨着线，级别定不下来；多办成几件，或者换一套权重，就换一级。
# %% [markdown] written="verdicts" points=8 lang="en"
# Branches: importance and perception from the customer survey (n = {{int(fields["n"].iloc[0])}}). With the lines at the mean, reliability lies in "concentrate here"; at the midpoints nothing does, and {{len(flipped)}} dimensions change fields. So this says what to improve first, and not that anything fails. Securities: the survey in {{len(ways)}} ways, and outages. {{outages.groupby("company")["outage"].mean().idxmax()}} is last in {{int(rank_choices.ranges(ways)["last"][outages.groupby("company")["outage"].mean().idxmax()])}} of {{len(ways)}} ways, and {{worst_outage:.0f}}% of its {{int((securities["company"] == outages.groupby("company")["outage"].mean().idxmax()).sum())}} clients met an outage: begin there. {{len(winners)}} companies can come first, so no first place should be published. Outages are as clients remember them; another question or other people might change this. Insurers: eight indicators scored on the model of the rule of 2015. {{doubtful[0]}} has {{rated["score"][doubtful[0]]:.1f}} points, interval {{rated["low"][doubtful[0]]:.1f}} to {{rated["high"][doubtful[0]]:.1f}}, across a line, so its grade is not settled; a few cases more, or other weights, and it changes.
# %% [markdown] rubric="verdicts" lang="zh"
# - 2分：网点的评判，数带人数或区间（1分），说出靠哪条线或哪种算法、怎样会变（1分）
# - 2分：证券公司的评判，同上各1分；说出哪一家停机最多、它在几种排法里最后（各人数据不同，次数可以不同）
# - 2分：保险公司的评判，同上各1分
# - 1分：三类用了各自的数据和指标，不是同一句话换个名字
# - 1分：没有一个名次或级别是单独给出的
# %% [markdown] rubric="verdicts" lang="en"
# - 2 points: branches: a figure with n or interval (1), the line or method it rests on and what would change it (1)
# - 2 points: securities companies, 1 and 1 likewise; names the one with the most outages and in how many ways it is last (data of one's own may give another count)
# - 2 points: insurers, 1 and 1 likewise
# - 1 point: each kind has data and indicators of its own, not one sentence with the name changed
# - 1 point: no rank and no grade is given alone
# %% [markdown] sample="verdicts" level="weak" points=0 lang="zh"
# > 网点服务总体良好，可靠性有待提高。证券公司总体良好，个别公司有待提高。保险公司总体良好，评级为A。
#
# - 0分：没有数，没有选择
# - 0分：没有数，没有选择
# - 0分：没说哪一家，没有分数和区间
# - 0分：一句话写了三遍
# - 0分：级别单独给出
# %% [markdown] sample="verdicts" level="weak" points=0 lang="en"
# > Service at the branches is good on the whole; reliability could be improved. Securities companies are good on the whole; some could improve. Insurers are good on the whole and graded A.
#
# - 0 points: no figure, no choice
# - 0 points: no figure, no choice
# - 0 points: which insurer? no score, no interval
# - 0 points: one sentence three times
# - 0 points: a grade alone
# %% [markdown] sample="verdicts" level="middling" points=5 lang="zh"
# > 网点：{{int(fields["n"].iloc[0])}}人的问卷，可靠性该先改。证券：停机最多的一家{{worst_outage:.0f}}%的客户碰上过；问卷里它老是最后，别家的名次要看算法。保险：{{doubtful[0]}}有{{rated["score"][doubtful[0]]:.1f}}分，区间{{rated["low"][doubtful[0]]:.1f}}到{{rated["high"][doubtful[0]]:.1f}}，离线太近，级别定不下来。
#
# - 1分：人数有了，没说是哪条线
# - 1分：有选择；没说是哪一家、几种里几种最后，{{worst_outage:.0f}}%没有人数
# - 1分：分数、区间有了；靠谁的权重、怎样会变没有写
# - 1分：三类各有数据
# - 1分：没有单独的名次和级别
# %% [markdown] sample="verdicts" level="middling" points=5 lang="en"
# > Branches: by the survey of {{int(fields["n"].iloc[0])}} people, reliability should be improved first. Securities: at the worst company {{worst_outage:.0f}}% of clients saw an outage; in the survey it keeps coming last, and the others' ranks depend on the method. Insurers: {{doubtful[0]}} has {{rated["score"][doubtful[0]]:.1f}} points, interval {{rated["low"][doubtful[0]]:.1f}} to {{rated["high"][doubtful[0]]:.1f}}, too near a line for a settled grade.
#
# - 1 point: n is there, the line is not
# - 1 point: the method is named; which company, and last in how many ways, is not, and {{worst_outage:.0f}}% has no n
# - 1 point: score and interval; whose weights, and what would change it, is not said
# - 1 point: each kind has its own data
# - 1 point: no rank or grade alone
# %% [markdown] sample="verdicts" level="strong" points=8 lang="zh"
# > 网点（问卷，{{int(fields["n"].iloc[0])}}人，平均线）：先改可靠性；按中点线没有要改的，行里定了“多少分算够”，这句话就会变。证券（问卷{{len(ways)}}种排法，另加停机，{{len(securities)}}人）：{{outages.groupby("company")["outage"].mean().idxmax()}}{{int(rank_choices.ranges(ways)["last"][outages.groupby("company")["outage"].mean().idxmax()])}}种最后，{{int((securities["company"] == outages.groupby("company")["outage"].mean().idxmax()).sum())}}位客户里{{worst_outage:.0f}}%碰上过停机，所以“先治它的停机”；{{len(winners)}}家都当过第一，谁第一要看选法，不公布；换一批客户、换一种问法再核一次。保险（八项指标，仿2015年规则，课程分的权重）：{{doubtful[0]}}{{rated["score"][doubtful[0]]:.1f}}分，{{rated["low"][doubtful[0]]:.1f}}到{{rated["high"][doubtful[0]]:.1f}}，跨线，不给级别；权重重分一次就可能换级。
#
# - 2分：人数、线、怎样会变都有
# - 2分：人数、排法、怎样会变都有
# - 2分：分数、区间、权重是谁分的都有
# - 1分：问卷、停机、指标，各用各的
# - 1分：没有单独的名次和级别
# %% [markdown] sample="verdicts" level="strong" points=8 lang="en"
# > Branches (survey, n = {{int(fields["n"].iloc[0])}}, lines at the mean): improve reliability first; by the midpoints nothing has to be, and once the bank says how many points are enough, this may change. Securities (survey in {{len(ways)}} ways, plus outages, n = {{len(securities)}}): {{outages.groupby("company")["outage"].mean().idxmax()}} is last in {{int(rank_choices.ranges(ways)["last"][outages.groupby("company")["outage"].mean().idxmax()])}} of them and {{worst_outage:.0f}}% of its {{int((securities["company"] == outages.groupby("company")["outage"].mean().idxmax()).sum())}} clients met an outage, so "cure its outages first"; {{len(winners)}} companies have been first, so who is first hangs on the choice and is not published; ask other clients, in other words, to check. Insurers (eight indicators, on the model of the rule of 2015, weights shared out by the course): {{doubtful[0]}} {{rated["score"][doubtful[0]]:.1f}} points, {{rated["low"][doubtful[0]]:.1f}} to {{rated["high"][doubtful[0]]:.1f}}, across a line, so no grade; other weights might change it.
#
# - 2 points: n, line and what would change it
# - 2 points: n, ways and what would change it
# - 2 points: score, interval, and whose weights
# - 1 point: survey, outages, indicators, each its own
# - 1 point: no rank or grade alone
# %% [markdown] ask="paper" lang="zh"
# ## 13 “多数人无所谓”
#
# 产品经理拿着Kano表说：“‘只有电子对账单’是无差异型，明年取消纸质对账单。”先看`kano.counts(features.query("age_band == '60+'"))`，再写四行回他：合起来算藏住了谁（给出人数）；取消了谁得什么、谁丢什么；你建议怎么做；报告里这一项怎样写才公道。
# %% [markdown] ask="paper" lang="en"
# ## 13 "Most people don't care"
#
# The product manager holds up the Kano table: "'No paper statements' is indifferent; next year we drop paper statements." Look at `kano.counts(features.query("age_band == '60+'"))`, then answer in four lines: whom does pooling hide (with numbers); who gains what by dropping it, and who loses what; what you recommend; how the report should put this item fairly.
# %% [markdown] written="paper" points=4 lang="zh"
# （1）60岁及以上的{{int(kano.counts(features.query("age_band == '60+'")).loc["paperless", "n"])}}人里，{{int(kano.counts(features.query("age_band == '60+'")).loc["paperless", "R"])}}人是反向型，合起来算看不见他们。（2）行里省纸和邮费；无所谓的人没有得失；不愿意的老年客户丢了看惯的对账单；不用手机银行的人，这份调查根本没有问。（3）默认电子，要纸质对账单的一句话就能要到，不收费，柜台主动问。（4）按年龄段分开写，注明人数；合计那一行旁边写“60岁及以上相反”。
# %% [markdown] written="paper" points=4 lang="en"
# (1) Of the {{int(kano.counts(features.query("age_band == '60+'")).loc["paperless", "n"])}} people aged 60 and over, {{int(kano.counts(features.query("age_band == '60+'")).loc["paperless", "R"])}} are reverse; pooled, they cannot be seen. (2) The bank saves paper and postage; those who don't care neither gain nor lose; older customers who mind lose the statement that they check by; people without mobile banking were not asked at all. (3) Electronic by default, paper for the asking and free, and the counter offers it. (4) Show the age bands apart with their n, and write beside the total "reverse among customers aged 60 and over".
# %% [markdown] rubric="paper" lang="zh"
# - 1分：说出藏住的是60岁及以上，有人数
# - 1分：得失两边都写了
# - 1分：建议里，要纸的人仍能得到，而且不难
# - 1分：报告分年龄段，或在合计旁写明相反
# %% [markdown] rubric="paper" lang="en"
# - 1 point: names those aged 60 and over, with numbers
# - 1 point: both gains and losses
# - 1 point: whoever wants paper still gets it without trouble
# - 1 point: the report shows age bands, or says beside the total that it is reversed
# %% [markdown] sample="paper" level="weak" points=0 lang="zh"
# > 时代在进步，老年人也应当学会用手机。多数人无所谓，可以取消，做好宣传解释工作。
#
# - 0分：没有说藏住了谁
# - 0分：只有一边
# - 0分：要纸的人没有办法
# - 0分：没有写报告怎么改
# %% [markdown] sample="paper" level="weak" points=0 lang="en"
# > Times move on and old people should learn to use a phone. Most don't care, so drop it and explain it well.
#
# - 0 points: whom it hides is not said
# - 0 points: one side only
# - 0 points: nothing for those who want paper
# - 0 points: nothing on the report
# %% [markdown] sample="paper" level="middling" points=1 lang="zh"
# > 60岁及以上的{{int(kano.counts(features.query("age_band == '60+'")).loc["paperless", "n"])}}人里有{{int(kano.counts(features.query("age_band == '60+'")).loc["paperless", "R"])}}人不喜欢。建议保留，想要的人可以在手机银行里一级一级点进去申请纸质对账单。
#
# - 1分：人数和年龄都有
# - 0分：谁得谁失没有写
# - 0分：得在手机里一级一级找，不算“不难”
# - 0分：报告怎样写，一个字没有（人数已经算在第一行）
# %% [markdown] sample="paper" level="middling" points=1 lang="en"
# > Of the {{int(kano.counts(features.query("age_band == '60+'")).loc["paperless", "n"])}} people aged 60 and over {{int(kano.counts(features.query("age_band == '60+'")).loc["paperless", "R"])}} dislike it. Keep it: whoever wants paper can apply in the app, some menus down.
#
# - 1 point: age and numbers
# - 0 points: who gains and who loses is not said
# - 0 points: menus to be searched in an app are not "without trouble"
# - 0 points: not a word on the report (the numbers are already paid for in line 1)
# %% [markdown] sample="paper" level="strong" points=4 lang="zh"
# > 合起来“无所谓”，是因为60岁及以上的只占{{int(kano.counts(features).loc["paperless", "n"])}}人里的少数：{{int(kano.counts(features.query("age_band == '60+'")).loc["paperless", "n"])}}人，{{int(kano.counts(features.query("age_band == '60+'")).loc["paperless", "R"])}}人反向。取消，行里省邮费，老年客户丢的是对账的办法；不用手机银行的没有问到。默认电子，柜台和电话一句话改回纸质，不收费。报告这一行拆成四个年龄段，不写“无差异”三个字了事。
#
# - 1分：年龄、人数、为什么看不见
# - 1分：省的和丢的都写了
# - 1分：柜台和电话都能改
# - 1分：拆成年龄段
# %% [markdown] sample="paper" level="strong" points=4 lang="en"
# > It is "indifferent" because few of the {{int(kano.counts(features).loc["paperless", "n"])}} asked are 60 or over: of {{int(kano.counts(features.query("age_band == '60+'")).loc["paperless", "n"])}} people aged 60 and over {{int(kano.counts(features.query("age_band == '60+'")).loc["paperless", "R"])}} are reverse. Dropping it saves postage and costs them the means to check their account; people without mobile banking were not asked. Electronic by default; a word at the counter or by telephone brings paper back, free. In the report the row becomes four age bands, and "indifferent" alone will not do.
#
# - 1 point: age, numbers, and why they are not seen
# - 1 point: what is saved and what is lost
# - 1 point: counter and telephone both work
# - 1 point: split by age
