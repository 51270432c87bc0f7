# %% [markdown] lang="zh"
# # 练习07 一句话，有多少证据
#
# 沈主任请你替两个网点的经理把数算清，再改两段话。他们只管大众客户和中端客户，所以下面没有高端客户。数据是合成的（synthetic data），和真实的机构无关。
#
# 前八题程序当场批，一共16分；后两题写话，一共13分，交给老师。45分钟做得完，★的部分20分钟以内。要用自己的那份数据，把`None`换成学号，外面加引号。
# %% [markdown] lang="en"
# # Exercise 07 How much can a sentence carry?
#
# Ms Shen asks you to do the sums for two branch managers, and then to rewrite two texts. They look after mass and middle-tier customers only, so the upper tier is left out below. The data are synthetic data, and no real institution is meant.
#
# The first eight questions are checked at once, for 16 points together; the last two are written, for 13, and go to your instructor. Allow 45 minutes, or 20 for those with a ★. To get data of your own, put your student id, in quotation marks, where `None` stands.
# %% tags=["parameters"]
STUDENT = None
# %%
from fsq_lab import contractual, intervals, loyalty, satisfaction_loyalty, value

check = exercise("07_satisfaction_loyalty", student=STUDENT)
people = check.load("frame").merge(check.load("customers"), on="customer")
people = people.assign(bound=people[["payroll", "mortgage"]].max(axis=1))
mine = people.query("matured == 1 and tier != 'upper'")
mine[["customer", "satisfaction_true", "renewed", "bound"]].head(3)
# %% [markdown] ask="fields" lang="zh"
# ## ★ 1 各在哪一格？
#
# 四位客户（虚构）：忠诚者`L`、囚徒`H`、图利者`M`还是背离者`D`？依次存入列表`fields`，例如`["L", "L", "L", "L"]`。
#
# 1. “理赔顺当，人也和气。不过年底我换了一家，同样的保障便宜三百块。”
# 2. “这家证券公司的软件三天两头卡。可我融资的合约还有两年，转不走。”
# 3. “出过一次错，当天就改好了，我心里有数。今年到期照旧存这里，还带了个同事来。”
# 4. “电话打了五遍没人管，保单我退了。”
# %% [markdown] ask="fields" lang="en"
# ## ★ 1 Which type?
#
# Four customers (invented): loyalist `L`, hostage `H`, mercenary `M` or defector `D`? Store the four letters as a list `fields`, for instance `["L", "L", "L", "L"]`.
#
# 1. "The claim went smoothly and they were kind. But at year's end I changed: the same cover, three hundred cheaper."
# 2. "This securities company's software freezes every other day. But my margin contract has two years to run, so I can't move."
# 3. "They made one mistake and put it right the same day; I trust them. I've renewed, and brought a colleague."
# 4. "I rang five times and nobody cared. I've cancelled the policy."
# %% answer="fields" points=2 objective="K2"
fields = ["M", "H", "L", "D"]
# %% mistake="fields" name="satisfied-is-loyal"
fields = ["L", "H", "L", "D"]
# %% [markdown] mistake="fields" name="satisfied-is-loyal" lang="zh"
# 第1位说的都是好话，你就把他算成忠诚者了。他已经换了一家：满意是感受，忠诚要看以后选谁。
# %% [markdown] mistake="fields" name="satisfied-is-loyal" lang="en"
# The first speaks well of them, so you made a loyalist of him. He has changed insurers: satisfaction is a feeling, loyalty is whom one chooses next.
# %% mistake="fields" name="unhappy-means-gone"
fields = ["M", "D", "L", "D"]
# %% [markdown] mistake="fields" name="unhappy-means-gone" lang="zh"
# 第2位不满意，你就当他走了。他还在，因为合约没到期：不满意而走不了的，是囚徒。
# %% [markdown] mistake="fields" name="unhappy-means-gone" lang="en"
# The second is dissatisfied, so you took him for gone. He is there, since his contract holds him: dissatisfied and unable to leave is a hostage.
# %% mistake="fields" name="one-failure"
fields = ["M", "H", "H", "D"]
# %% [markdown] mistake="fields" name="one-failure" lang="zh"
# 第3位碰过一次失误，你就算他不满意。他说的是心里有数，还带了人来。
# %% [markdown] mistake="fields" name="one-failure" lang="en"
# The third met with a failure, so you took him for dissatisfied. He trusts them, he says, and he brought somebody.
# %% mistake="fields" name="in-words" credit=.5
fields = ["mercenary", "hostage", "loyalist", "defector"]
# %% [markdown] mistake="fields" name="in-words" lang="zh"
# 叫法全对；题目要的是字母，写成`M`、`H`、`L`、`D`的列表。
# %% [markdown] mistake="fields" name="in-words" lang="en"
# All four types are right; the question asks for letters: a list of `M`, `H`, `L` and `D`.
# %% [markdown] hint="fields" lang="zh"
# 分两步：满意吗？留下了吗？
# %% [markdown] hint="fields" lang="en"
# Two steps: satisfied? Stayed?
# %% [markdown] hint="fields" lang="zh"
# 四格各用一次。
# %% [markdown] hint="fields" lang="en"
# Each type occurs once.
# %% [markdown] ask="hostages" lang="zh"
# ## ★ 2 囚徒占百分之几？
#
# 在`mine`里，4分起算满意，续存算忠诚：囚徒占全部客户的百分之几？存入`hostages`，至少保留一位小数。
# %% [markdown] ask="hostages" lang="en"
# ## ★ 2 What percentage are hostages?
#
# In `mine`, with satisfied from 4 up and loyal if renewed: what percentage of all customers are hostages? Store it in `hostages`, with at least one decimal.
# %% answer="hostages" points=2 objective="K2" digits=1
kinds = loyalty.jones_sasser(mine, "satisfaction_true", "renewed", satisfaction_cut=4, loyalty_cut=1)
hostages = 100 * loyalty.class_shares(kinds)["share"]["hostage"]
# %% mistake="hostages" name="of-the-unsatisfied"
hostages = 100 * mine.query("satisfaction_true <= 3")["renewed"].mean()
# %% [markdown] mistake="hostages" name="of-the-unsatisfied" lang="zh"
# 分母换了：这是不满意的人里有几成续存。题目问的是全部客户里有几成是囚徒。
# %% [markdown] mistake="hostages" name="of-the-unsatisfied" lang="en"
# Another denominator: this is how many of the dissatisfied renewed. The question is how many of all customers are hostages.
# %% mistake="hostages" name="above-four"
kinds = loyalty.jones_sasser(mine, "satisfaction_true", "renewed", satisfaction_cut=5, loyalty_cut=1)
hostages = 100 * loyalty.class_shares(kinds)["share"]["hostage"]
# %% [markdown] mistake="hostages" name="above-four" lang="zh"
# 切点5是“5分才算满意”，给4分的都成了囚徒。“4分起”就写4。
# %% [markdown] mistake="hostages" name="above-four" lang="en"
# A cut-off of 5 means that only fives are satisfied, and makes hostages of the fours. "From 4 up" is 4.
# %% mistake="hostages" name="below-three"
kinds = loyalty.jones_sasser(mine, "satisfaction_true", "renewed", satisfaction_cut=3, loyalty_cut=1)
hostages = 100 * loyalty.class_shares(kinds)["share"]["hostage"]
# %% [markdown] mistake="hostages" name="below-three" lang="zh"
# 切点3让给3分的也算满意。题目是4分起。
# %% [markdown] mistake="hostages" name="below-three" lang="en"
# A cut-off of 3 counts the threes as satisfied. The question says from 4 up.
# %% mistake="hostages" name="upper-tier-too" credit=.5
kinds = loyalty.jones_sasser(people.query("matured == 1"), "satisfaction_true", "renewed", satisfaction_cut=4, loyalty_cut=1)
hostages = 100 * loyalty.class_shares(kinds)["share"]["hostage"]
# %% [markdown] mistake="hostages" name="upper-tier-too" lang="zh"
# 你照课文用了全部到期的客户。这里不算高端客户，用`mine`。
# %% [markdown] mistake="hostages" name="upper-tier-too" lang="en"
# As in the lesson, you took everybody whose money matured. Here the upper tier is left out: use `mine`.
# %% mistake="hostages" name="of-those-who-stayed"
hostages = 100 * mine.query("renewed == 1")["satisfaction_true"].le(3).mean()
# %% [markdown] mistake="hostages" name="of-those-who-stayed" lang="zh"
# 分母换了：这是留下的人里有几成不满意。题目问的是全部客户里有几成是囚徒。
# %% [markdown] mistake="hostages" name="of-those-who-stayed" lang="en"
# Another denominator: this is how many of those who stayed are dissatisfied. The question is how many of all customers are hostages.
# %% [markdown] hint="hostages" lang="zh"
# 课上第3节：先给每人定一格，再数各格占多少。
# %% [markdown] hint="hostages" lang="en"
# Section 3 of the lesson: first a type for everybody, then the share of each.
# %% [markdown] hint="hostages" lang="zh"
# 取`share`那一列、`hostage`那一行，化成百分数。
# %% [markdown] hint="hostages" lang="en"
# Take the column `share` and the row `hostage`, and make it a percentage.
# %% [markdown] ask="moved" lang="zh"
# ## 3 切点挪一分，几个人换格子？
#
# 还是`mine`：满意的切点从4分改到3分（续存的不改），百分之几的客户换了格子？存入`moved`，至少保留一位小数。
# %% [markdown] ask="moved" lang="en"
# ## 3 Move the cut-off by one
#
# `mine` again: when the cut-off for satisfied goes from 4 to 3 (that for loyal stays), what percentage of customers change type? Store it in `moved`, with at least one decimal.
# %% answer="moved" points=2 objective="K2" digits=1
moved = 100 * loyalty.cut_sensitivity(mine, "satisfaction_true", "renewed", [4, 3], [1])["moved"].iloc[1]
# %% mistake="moved" name="hostages-only" credit=.5
both = loyalty.cut_sensitivity(mine, "satisfaction_true", "renewed", [4, 3], [1])["hostage"]
moved = 100 * (both.iloc[0] - both.iloc[1])
# %% [markdown] mistake="moved" name="hostages-only" lang="zh"
# 你只数了从囚徒变成忠诚者的。背离者也有人变成图利者，他们也换了格子。
# %% [markdown] mistake="moved" name="hostages-only" lang="en"
# You counted those who turned from hostages to loyalists. Defectors turned into mercenaries as well, and changed type too.
# %% mistake="moved" name="wrong-way"
moved = 100 * loyalty.cut_sensitivity(mine, "satisfaction_true", "renewed", [4, 5], [1])["moved"].iloc[1]
# %% [markdown] mistake="moved" name="wrong-way" lang="zh"
# 这是切点提到5分时换的人。题目是放宽到3分。
# %% [markdown] mistake="moved" name="wrong-way" lang="en"
# These change when the cut-off goes up to 5. Here it goes down to 3.
# %% mistake="moved" name="against-itself"
moved = 100 * loyalty.cut_sensitivity(mine, "satisfaction_true", "renewed", [3, 4], [1])["moved"].iloc[0]
# %% [markdown] mistake="moved" name="against-itself" lang="zh"
# 0是第一个切点和自己比。写在最前的拿来比，要看的是另一行。
# %% [markdown] mistake="moved" name="against-itself" lang="en"
# 0 is the first cut-off against itself. The others are compared with the one named first: take the other row.
# %% [markdown] hint="moved" lang="zh"
# 课上有一张切点的表，第一行是拿来比的。
# %% [markdown] hint="moved" lang="en"
# The lesson had a table of cut-offs; the other rows are compared with its first.
# %% [markdown] hint="moved" lang="zh"
# 切点写成`[4, 3]`，取`moved`的第二行。
# %% [markdown] hint="moved" lang="en"
# Write the cut-offs as `[4, 3]`, and take the second row of `moved`.
# %%
happy = mine.query("satisfaction_true >= 4").groupby("bound")["renewed"].agg(["sum", "count"])
# %% [markdown] ask="tied_low" lang="zh"
# ## ★ 4 同样满意，绑住的多续多少？
#
# 只看满意的（`happy`）：绑住的（`bound`是1）续存率减去没有绑住的，差的95%区间，下限是几个百分点？存入`tied_low`，至少保留一位小数。
# %% [markdown] ask="tied_low" lang="en"
# ## ★ 4 Equally satisfied, and bound
#
# Satisfied customers only (`happy`). Take the renewal rate of those who are bound (`bound` 1) minus the rate of those who are not: what is the lower end of the 95% interval of this difference, in percentage points? Store it in `tied_low`, with at least one decimal.
# %% answer="tied_low" points=2 objective="K2" digits=1
tied_low = 100 * intervals.share_difference(*happy.iloc[1], *happy.iloc[0])["low"]
# %% mistake="tied_low" name="the-difference"
tied_low = 100 * intervals.share_difference(*happy.iloc[1], *happy.iloc[0])["share_difference"]
# %% [markdown] mistake="tied_low" name="the-difference" lang="zh"
# 这是差本身。题目问区间的下限：真正的差至少大约有这么多。
# %% [markdown] mistake="tied_low" name="the-difference" lang="en"
# This is the difference itself. The question is the lower end: the true difference is about that large at least.
# %% mistake="tied_low" name="other-order"
tied_low = 100 * intervals.share_difference(*happy.iloc[0], *happy.iloc[1])["low"]
# %% [markdown] mistake="tied_low" name="other-order" lang="zh"
# 减反了：你拿没有绑住的减绑住的，所以是负的。
# %% [markdown] mistake="tied_low" name="other-order" lang="en"
# The wrong way round: you took bound from free, so it came out negative.
# %% mistake="tied_low" name="all-of-them" credit=.5
everyone = mine.groupby("bound")["renewed"].agg(["sum", "count"])
tied_low = 100 * intervals.share_difference(*everyone.iloc[1], *everyone.iloc[0])["low"]
# %% [markdown] mistake="tied_low" name="all-of-them" lang="zh"
# 函数用对了，人不对：不满意的也算进来了。题目只看满意的，用`happy`。
# %% [markdown] mistake="tied_low" name="all-of-them" lang="en"
# The function is right, the people are not: the dissatisfied came in too. The question is about the satisfied: use `happy`.
# %% [markdown] hint="tied_low" lang="zh"
# 课上第4节比两组续存的那个函数：先写谁，就是从谁里减。
# %% [markdown] hint="tied_low" lang="en"
# The function with which section 4 compared two groups: the result is the first group minus the second.
# %% [markdown] hint="tied_low" lang="zh"
# `happy.iloc[1]`是绑住的。取`low`，化成百分点。
# %% [markdown] hint="tied_low" lang="en"
# `happy.iloc[1]` are the bound. Take `low`, and make it percentage points.
# %% [markdown] ask="bend" lang="zh"
# ## 5 往上弯多少？
#
# `mine`里没有绑住的客户（`bound`是0）：续存率在4分处的二阶差是几个百分点？存入`bend`，至少保留一位小数。
# %% [markdown] ask="bend" lang="en"
# ## 5 How far does it bend?
#
# For customers in `mine` who are not bound (`bound` 0): what is the second difference of the renewal rate at score 4, in percentage points? Store it in `bend`, with at least one decimal.
# %% answer="bend" points=2 objective="K2" digits=1
bend = satisfaction_loyalty.second_difference(mine.query("bound == 0"), "satisfaction_true", "renewed", at=4)
bend = 100 * bend["second_difference"]
# %% mistake="bend" name="last-step"
bend = satisfaction_loyalty.second_difference(mine.query("bound == 0"), "satisfaction_true", "renewed", at=4)
bend = 100 * bend["upper_rise"]
# %% [markdown] mistake="bend" name="last-step" lang="zh"
# 这是4分到5分升的。还要减去3分到4分升的，才看得出弯不弯。
# %% [markdown] mistake="bend" name="last-step" lang="en"
# This is the rise from 4 to 5. Subtract the rise from 3 to 4 to see whether the curve bends.
# %% mistake="bend" name="everybody" credit=.5
bend = satisfaction_loyalty.second_difference(mine, "satisfaction_true", "renewed", at=4)
bend = 100 * bend["second_difference"]
# %% [markdown] mistake="bend" name="everybody" lang="zh"
# 算法对，人不对：绑住的也算进来了，混进了另一条曲线。
# %% [markdown] mistake="bend" name="everybody" lang="en"
# The method is right, the people are not: those who are bound came in too, and mixed another curve in.
# %% mistake="bend" name="one-lower" may_be_right=true
bend = satisfaction_loyalty.second_difference(mine.query("bound == 0"), "satisfaction_true", "renewed", at=3)
bend = 100 * bend["second_difference"]
# %% [markdown] mistake="bend" name="one-lower" lang="zh"
# 这是3分处的：拿3到4分升的减2到3分升的。题目是4分处。
# %% [markdown] mistake="bend" name="one-lower" lang="en"
# This is at 3: the rise from 3 to 4 minus that from 2 to 3. The question is at 4.
# %% mistake="bend" name="lower-end"
bend = satisfaction_loyalty.second_difference(mine.query("bound == 0"), "satisfaction_true", "renewed", at=4)
bend = 100 * bend["low"]
# %% [markdown] mistake="bend" name="lower-end" lang="zh"
# 这是区间的下限。题目问二阶差本身。
# %% [markdown] mistake="bend" name="lower-end" lang="en"
# This is the lower end of the interval. The question is the second difference itself.
# %% [markdown] hint="bend" lang="zh"
# 先用`query`留下没有绑住的人。
# %% [markdown] hint="bend" lang="en"
# First keep those who are not bound, with `query`.
# %% [markdown] hint="bend" lang="zh"
# 课上第5节的函数，结果里有一项就叫`second_difference`。
# %% [markdown] hint="bend" lang="en"
# The function of section 5; one entry of its result is called `second_difference`.
# %% [markdown] ask="kept" lang="zh"
# ## 6 “客户比年初还多”
#
# 一家证券营业部（虚构）年初240户，年末262户，其中58户是这一年新开的。“客户比年初还多，没有流失。”留存率其实是百分之几？存入`kept`，至少保留一位小数。
# %% [markdown] ask="kept" lang="en"
# ## 6 "More customers than in January"
#
# A securities branch (invented) has 240 customers in January and 262 in December, 58 of them new that year. "More than in January, so none lost." What is the retention rate really, in per cent? Store it in `kept`, with at least one decimal.
# %% answer="kept" points=2 objective="K2" digits=1
kept = 100 * value.retention_rate(start=240, end=262, new=58)["rate"]
# %% mistake="kept" name="new-ones-too"
kept = 100 * 262 / 240
# %% [markdown] mistake="kept" name="new-ones-too" lang="zh"
# 超过了100%：年末的262户里有58户是新开的，他们不是留下的。
# %% [markdown] mistake="kept" name="new-ones-too" lang="en"
# It exceeds 100%: of the 262 in December 58 are new, and were not retained.
# %% mistake="kept" name="of-december"
kept = 100 * (262 - 58) / 262
# %% [markdown] mistake="kept" name="of-december" lang="zh"
# 这是年末的客户里有几成是老客户。留存率的分母是年初的240户。
# %% [markdown] mistake="kept" name="of-december" lang="en"
# This says how many of December's customers are old ones. The denominator of retention is the 240 in January.
# %% mistake="kept" name="churn"
kept = 100 - 100 * (262 - 58) / 240
# %% [markdown] mistake="kept" name="churn" lang="zh"
# 这是流失率，问的是留下的。
# %% [markdown] mistake="kept" name="churn" lang="en"
# This is the churn rate; the question asks for the retention rate.
# %% mistake="kept" name="of-the-mean"
kept = 100 * (262 - 58) / ((240 + 262) / 2)
# %% [markdown] mistake="kept" name="of-the-mean" lang="zh"
# 你除以了年初和年末的平均。留存率问的是年初的240户里留下几成。
# %% [markdown] mistake="kept" name="of-the-mean" lang="en"
# You divided by the mean of January and December. Retention is of the 240 in January.
# %% mistake="kept" name="new-of-january"
kept = 100 * 58 / 240
# %% [markdown] mistake="kept" name="new-of-january" lang="zh"
# 这是新开的户数和年初的比，不是留下的。
# %% [markdown] mistake="kept" name="new-of-january" lang="en"
# This compares the new customers with January's, and not those who stayed.
# %% [markdown] hint="kept" lang="zh"
# 课上第8节的函数要三个数：年初、年末、新开。
# %% [markdown] hint="kept" lang="en"
# The function of section 8 takes three numbers: start, end, new.
# %% [markdown] hint="kept" lang="zh"
# 得数在0到1之间，化成百分数。
# %% [markdown] hint="kept" lang="en"
# It gives a number from 0 to 1; make it a percentage.
# %% [markdown] ask="worth" lang="zh"
# ## 7 一位客户值多少？
#
# 一年毛利1,500元，留存率85%，贴现率6%，都不变；第一笔毛利在一年以后，客户还在才有。一位客户值多少元？存入`worth`，取整数。
# %% [markdown] ask="worth" lang="en"
# ## 7 What is a customer worth?
#
# The margin is 1,500 yuan a year, retention 85% and the discount rate 6%, all constant; the first margin comes after a year, if the customer is still there. What is the customer worth, in whole yuan? Store it in `worth`.
# %% answer="worth" points=2 objective="K2" digits=0
worth = 1_500 * value.margin_multiple(.85, .06, timing="end_if_kept")
# %% mistake="worth" name="now" credit=.5
worth = 1_500 * value.margin_multiple(.85, .06, timing="now")
# %% [markdown] mistake="worth" name="now" lang="zh"
# 你让第一笔毛利现在就到账。题目说一年以后、人还在才有。
# %% [markdown] mistake="worth" name="now" lang="en"
# You counted the first margin as received now. It comes after a year, if the customer is still there.
# %% mistake="worth" name="for-certain" credit=.5
worth = 1_500 * value.margin_multiple(.85, .06, timing="end_certain")
# %% [markdown] mistake="worth" name="for-certain" lang="zh"
# 你让第一年的毛利一定到账。第一年里客户也可能走。
# %% [markdown] mistake="worth" name="for-certain" lang="en"
# You counted the first year's margin as certain. The customer may go in the first year, too.
# %% mistake="worth" name="no-discount"
worth = 1_500 * .85 / (1 - .85)
# %% [markdown] mistake="worth" name="no-discount" lang="zh"
# 没有贴现：以后的一块钱，比今天的一块钱少值一点。
# %% [markdown] mistake="worth" name="no-discount" lang="en"
# Nothing is discounted: a later yuan is worth a little less than one today.
# %% mistake="worth" name="multiple-only" credit=.5
worth = value.margin_multiple(.85, .06, timing="end_if_kept")
# %% [markdown] mistake="worth" name="multiple-only" lang="zh"
# 这是倍数。还要乘一年的毛利，才是多少元。
# %% [markdown] mistake="worth" name="multiple-only" lang="en"
# This is the multiple. Times a year's margin, it becomes yuan.
# %% mistake="worth" name="years-times-margin"
worth = 1_500 / (1 - .85)
# %% [markdown] mistake="worth" name="years-times-margin" lang="zh"
# 毛利除以流失率：没有贴现，第一笔还当成现在就到账。
# %% [markdown] mistake="worth" name="years-times-margin" lang="en"
# Margin over churn: nothing is discounted, and the first margin counts as received now.
# %% [markdown] hint="worth" lang="zh"
# 倍数乘毛利。课上算过八成留存的倍数。
# %% [markdown] hint="worth" lang="en"
# The multiple times the margin. The lesson gave the multiple for a lower retention rate.
# %% [markdown] hint="worth" lang="zh"
# 三种到账的约定里，这一题是`end_if_kept`。
# %% [markdown] hint="worth" lang="en"
# Of the three conventions this is `end_if_kept`.
# %%
cohort = [1000, 869, 743, 653, 593, 551, 517, 491]
# %% [markdown] ask="sixth" lang="zh"
# ## 8 第六年还剩百分之几？
#
# 另一批公开发表的客户（Fader和Hardie，2007）：年初1,000位，七年里每年还剩几位，在`cohort`里。只用前四年拟合，sBG模型推算第六年还剩百分之几？存入`sixth`，至少保留一位小数。
# %% [markdown] ask="sixth" lang="en"
# ## 8 What percentage remains in year six?
#
# Another published cohort (Fader and Hardie, 2007): 1,000 customers at the start; `cohort` has how many remained after each of seven years. Fitted on the first four years alone, what percentage does the sBG model forecast to remain in year six? Store it in `sixth`, with at least one decimal.
# %% answer="sixth" points=2 objective="K2" digits=1
sixth = 100 * contractual.forecast(cohort, fit_on=4)["sbg"][6]
# %% mistake="sixth" name="everybody-alike"
sixth = 100 * contractual.forecast(cohort, fit_on=4)["constant"][6]
# %% [markdown] mistake="sixth" name="everybody-alike" lang="zh"
# 这是“流失率不变”推出来的：它当人人一样，推少了。
# %% [markdown] mistake="sixth" name="everybody-alike" lang="en"
# This comes from constant churn: it takes everybody for alike, and underestimates how many remain.
# %% mistake="sixth" name="year-seven"
sixth = 100 * contractual.forecast(cohort, fit_on=4)["sbg"][7]
# %% [markdown] mistake="sixth" name="year-seven" lang="zh"
# 这是第七年。第0年是年初，第六年就取6。
# %% [markdown] mistake="sixth" name="year-seven" lang="en"
# This is year seven. Year 0 is the start, so year six is 6.
# %% mistake="sixth" name="what-was-left"
sixth = 100 * contractual.forecast(cohort, fit_on=4)["actual"][6]
# %% [markdown] mistake="sixth" name="what-was-left" lang="zh"
# 这是实际剩下的。题目问只凭前四年推算出来的；两者之差，就是推算的误差。
# %% [markdown] mistake="sixth" name="what-was-left" lang="en"
# This is what really remained. The question is the forecast from the first four years; the two differ by its error.
# %% mistake="sixth" name="fitted-on-all"
sixth = 100 * contractual.forecast(cohort, fit_on=7)["sbg"][6]
# %% [markdown] mistake="sixth" name="fitted-on-all" lang="zh"
# 你拿七年都来拟合，第六年就不算推算了。题目只用前四年。
# %% [markdown] mistake="sixth" name="fitted-on-all" lang="en"
# You fitted all seven years, so year six was no forecast. The question uses the first four only.
# %% [markdown] hint="sixth" lang="zh"
# 课上第9节画图以前的那个函数，`fit_on`是用到第几年；结果里`actual`是实际，`sbg`和`constant`是两种推算。
# %% [markdown] hint="sixth" lang="en"
# The function before the chart of section 9; `fit_on` is the last year used. Of its columns `actual` is what was seen, `sbg` and `constant` are two forecasts.
# %% [markdown] hint="sixth" lang="zh"
# 取`sbg`那一列、第6行。
# %% [markdown] hint="sixth" lang="en"
# Take the column `sbg` and the row 6.
# %% [markdown] ask="mended" lang="zh"
# ## ★ 9 改一句“带来”
#
# 一家保险公司（虚构）的报告：“满意度从3.9升到4.3，续保率从81%升到86%，提高满意度带来了续保；明年再升0.4分，续保率会到91%。”另外知道：两年都只问在册的客户，其间退保的1,200位没有问；同一年推出了自动续保。改成四句：数的是谁，缺了谁；看见了什么；两种别的解释；怎样才能知道，什么结果会推翻它。双击下面的空单元，写在里面。
# %% [markdown] ask="mended" lang="en"
# ## ★ 9 Rewrite a sentence with "brought"
#
# The report of an insurer (invented): "Satisfaction went up from 3.9 to 4.3 and renewals from 81% to 86%: higher satisfaction brought renewals. Another 0.4 next year, and renewals will reach 91%." You also know: in both years only customers on the books were asked, and not the 1,200 who cancelled in between; automatic renewal was introduced the same year. Rewrite it in four sentences: who was counted, who is missing; what was seen; two other explanations; how one could find out, and what result would refute it. Double-click the empty cell below and write there.
# %% [markdown] written="mended" points=6 lang="zh"
# 两年问的都是在册的客户，其间退保的1,200位没有分数。在问到的人里，满意度和续保率一起升了，只能说两者有关，91%没有根据。别的解释：自动续保使人不动就留下，等于加了转换成本；不满意的先退了保，平均分自己就会高。要知道是不是满意带来的，抽签让一半客户先得到改进（比如理赔提前告知进度），另一半照旧，都不改续保方式，到期比续保率。事先定好：差不到2个百分点就不值得说。区间整个在2以下，这句话就被推翻；区间含0又够到2，是人数不够，还不知道。
# %% [markdown] written="mended" points=6 lang="en"
# In both years customers on the books were asked; the 1,200 who cancelled in between have no score. Among those asked, satisfaction and renewals rose together: they are associated, no more, and the 91% has no basis. Other explanations: automatic renewal keeps whoever does nothing, which adds to switching costs; and where the dissatisfied cancel first, the mean goes up by itself. To find out, randomise: half of the customers, chosen at random, get the improvement first (say, news of how their claim is going), the other half go on as before, with the same way of renewing; compare renewal rates at the renewal date. Agreed beforehand: less than 2 points is not worth reporting. An interval wholly below 2 refutes the sentence; one that includes both 0 and 2 means too few people, and we do not know.
# %% [markdown] rubric="mended" lang="zh"
# - 1分：说清数的是在册的人，退保的1,200位不在里面
# - 1分：只说“有关”或“一起升”，去掉91%的预测
# - 2分：两种说得通的别的解释，各1分（自动续保、反过来、层级、碰巧都可以；走了的人算作解释，须说出方向：不满意的先走，两个数自己会升）
# - 2分：有对照的办法（抽签，比行为），1分；说出什么结果会推翻（差小到没有意义，而且区间够窄），1分，只说“含0”不给
# %% [markdown] rubric="mended" lang="en"
# - 1 point: customers on the books were counted, the 1,200 who cancelled were not
# - 1 point: says "associated" or "rose together" and drops the forecast of 91%
# - 2 points: two other explanations that make sense, 1 each (automatic renewal, the reverse, tiers, chance, as neither year's n is given; leavers only with the direction: where the dissatisfied go first, both figures rise by themselves)
# - 2 points: a randomised comparison of what people do, 1; what result would refute it (a difference too small to matter, in an interval that is narrow enough), 1: "includes 0" alone earns nothing
# %% [markdown] sample="mended" level="weak" points=1 lang="zh"
# > 满意度和续保率都升了，说明工作有成效。样本只有在册的，退保的1,200位没问到，下次应当补问。建议继续提高满意度，争取续保到91%。
#
# - 1分：说到退保的人
# - 0分：还在用91%
# - 0分：没有别的解释
# - 0分：没有对照
# %% [markdown] sample="mended" level="weak" points=1 lang="en"
# > Satisfaction and renewals both went up, which shows that our work pays. Only those on the books were asked; the 1,200 who cancelled should be asked next time. Let us raise satisfaction further and aim at 91%.
#
# - 1 point: mentions those who cancelled
# - 0 points: keeps the 91%
# - 0 points: no other explanation
# - 0 points: nothing to compare with
# %% [markdown] sample="mended" level="middling" points=4 lang="zh"
# > 问的是在册的客户，1,200位退保的不在。满意度和续保率同时上升，两者有关，不能说带来。也可能是自动续保的作用。明年可以抽一半客户做改进，再看续保率。
#
# - 1分：数的是谁，缺了谁
# - 1分：只说有关
# - 1分：一种别的解释
# - 1分：有对照；没说什么结果会推翻
# %% [markdown] sample="mended" level="middling" points=4 lang="en"
# > Those on the books were asked; the 1,200 who cancelled were not. Satisfaction and renewals went up together and are associated; "brought" cannot be said. It may be automatic renewal. Next year improve things for a random half of the customers, and look at renewals.
#
# - 1 point: who was counted, who is missing
# - 1 point: associated only
# - 1 point: one other explanation
# - 1 point: a comparison; not said what would refute it
# %% [markdown] sample="mended" level="strong" points=6 lang="zh"
# > 数的是两年在册的人，退保的1,200位没有分数，平均分可能因此偏高。看见的是两个数一起升，91%不能报。别的解释：一，自动续保，不点取消就算续；二，续得久的老客户本来就打高分。办法：按客户号抽签，一半先改理赔告知，一年后比手动续保的比例。不到2个百分点不值得说：差的区间整个在2以下，就推翻；含0又够到2，再加人。
#
# - 1分：在册的人，缺退保的
# - 1分：只说一起升，去掉预测
# - 2分：自动续保；反过来
# - 2分：抽签比行为；推翻和“还不知道”分得开
# %% [markdown] sample="mended" level="strong" points=6 lang="en"
# > The people counted are those on the books in either year; the 1,200 who cancelled have no score, so the means may be high. Two figures rose together; 91% must go. Other explanations: first, automatic renewal, where whoever does not cancel renews; second, those who stay long score high anyway. To find out, a random half of the customers first get news of their claims; after a year compare how many renew of their own accord. Less than 2 points is not worth reporting: an interval wholly below 2 refutes it; with 0 and 2 both inside, ask more people.
#
# - 1 point: those on the books; cancellers missing
# - 1 point: rose together, no forecast
# - 2 points: automatic renewal; the reverse
# - 2 points: randomised, of what people do; tells refuted from not known
# %% [markdown] ask="two_people" lang="zh"
# ## 10 两位客户，两样做法
#
# 唐女士：满意度次次5分，上月把基金全转到了费率低的证券公司。赵先生：满意度2分，嫌排队、嫌答应了不算；有房贷，工资也打在这里，定期已经续了三次。给每位写三行：哪一种客户，为什么会这样（用“感受、态度、行为”里的词，说清他哪一样有、哪一样没有）；先做的一件事；怎样知道有用。再写一条不许做的，和理由。
# %% [markdown] ask="two_people" lang="en"
# ## 10 Two customers, two measures
#
# Ms Tang gives 5 each time; last month she moved all her funds to a securities company with lower fees. Mr Zhao gives 2: he is tired of queues and of promises not kept; he has a mortgage and his salary here, and has renewed his deposit three times. Write three lines for each: which kind of customer, and why (say of feeling, attitude and behaviour which he or she has and which not); one thing to do first; how to know that it works. Then one thing that must not be done, and why.
# %% [markdown] written="two_people" points=7 lang="zh"
# 唐女士是满意但不忠诚（图利者）：感受好，行为没有留下，态度还没有问过；她走得了，在比费率，满意里没有比过别家。她没有说过不要联系，就先问清她比的是哪几项，把本行能给的费率和多出来的服务如实写一页给她；给不了就直说。下一批要转出的客户抽签，一半先收到这一页，比三个月后转出的比例。赵先生是忠诚但不满意（囚徒）：留下是因为换不起；这里的“忠诚”只有行为，没有态度。先改他难受的事：约好的时间办得到，办不到提前告诉他；下季度再问他满意度，也看房贷还清的那批人走不走。不许给他加违约金或捆绑的套餐：留存率会升，锁住的是不满意的人，病还在。
# %% [markdown] written="two_people" points=7 lang="en"
# Ms Tang is satisfied but not loyal (a mercenary): the feeling is good, the behaviour is not there, nobody has asked about her attitude; she can leave, she compares fees, and her satisfaction does not compare us with anyone. Unless she has asked not to be contacted, first ask what she compares, and give her an honest page of the fees and services we can offer; say so where we cannot match. Of the next customers about to move, a random half get the page; compare how many move within three months. Mr Zhao is loyal but not satisfied (a hostage): he stays because leaving costs too much; "loyal" means behaviour here, without the attitude. First put right what annoys him: appointments that are kept, and word beforehand when they cannot be. Ask him again next quarter, and see whether customers leave once their mortgage is paid off. No penalty, no tied package may be put on him: retention would rise by locking in the dissatisfied, and the trouble would stay.
# %% [markdown] rubric="two_people" lang="zh"
# - 1分：两位各是哪一种，都说对
# - 1分：各用感受、态度、行为里的两个词，说清哪一样有、哪一样没有
# - 2分：为什么，各1分（走得了、在比；走不了、转换成本）
# - 2分：两位都有对得上原因的做法，1分；两位都有看得见的检验，1分；只有一位的，这1分不给
# - 1分：一条不许做的（加锁、惩罚、怠慢），理由站得住
# %% [markdown] rubric="two_people" lang="en"
# - 1 point: both kinds right
# - 1 point: for each, two of feeling, attitude and behaviour: which is there and which not
# - 2 points: why, 1 each (can leave and compares; cannot leave, switching costs)
# - 2 points: a measure that fits the cause for both (1), a check that can be seen for both (1); for one of the two only, no point
# - 1 point: one thing not to be done (a lock, a penalty, neglect), with a reason that holds
# %% [markdown] sample="two_people" level="weak" points=1 lang="zh"
# > 唐女士是图利者，赵先生是囚徒。唐女士只认价钱，不用管。赵先生反正走不了，服务放一放，先做别人。不许对客户发脾气。
#
# - 1分：两种都说对
# - 0分：没有说感受、态度、行为
# - 0分：没有说为什么
# - 0分：没有做法，“放一放”是怠慢
# - 0分：理由没有写
# %% [markdown] sample="two_people" level="weak" points=1 lang="en"
# > Ms Tang is a mercenary, Mr Zhao a hostage. She sees nothing but price: leave her. He cannot go anyway, so serve others first. Never lose your temper with a customer.
#
# - 1 point: both kinds
# - 0 points: nothing on feeling, attitude, behaviour
# - 0 points: no reasons
# - 0 points: no measure; "serve others first" is neglect
# - 0 points: no reason given
# %% [markdown] sample="two_people" level="middling" points=4 lang="zh"
# > 唐女士满意但不忠诚，因为别家费率低，她转得动。给她打电话，看能不能降费率。赵先生忠诚但不满意，房贷和工资把他绑住了。给他办预约，不再排队。看他们以后满不满意。不许给赵先生加违约金，那样他更不满意。
#
# - 1分：两种都说对
# - 0分：只重复了“满意、忠诚”，没有分开感受、态度、行为
# - 2分：两个为什么都有
# - 0分：做法只有赵先生的对得上，唐女士只许了降价，要两位都对；检验不具体
# - 1分：不许做的和理由
# %% [markdown] sample="two_people" level="middling" points=4 lang="en"
# > Ms Tang is satisfied but not loyal, since fees are lower elsewhere and she can move. Call her and see whether the fee can come down. Mr Zhao is loyal but not satisfied; mortgage and salary bind him. Give him appointments, no more queues. See whether they are satisfied later. No penalty for Mr Zhao: he would be less satisfied still.
#
# - 1 point: both kinds
# - 0 points: repeats "satisfied" and "loyal", without telling feeling, attitude and behaviour apart
# - 2 points: both reasons
# - 0 points: only his measure fits, hers is no more than a rebate, and both are needed; the check is vague
# - 1 point: what is not done, with a reason
# %% [markdown] sample="two_people" level="strong" points=7 lang="zh"
# > 唐：满意但不忠诚，感受好，行为已经走了；基金转起来不费事，她比的是费率。做：问她看重费率还是建议，把两家的费用列在一张表上，如实。验：和没有问过的同类客户比，半年里转回多少。赵：忠诚但不满意，有行为，没有态度；房贷、代发换起来麻烦。做：他的业务约时间，约了就做到。验：失约次数，下季度的满意度。不许：把房贷和存款捆在一起不让走；看上去忠诚，其实是锁。
#
# - 1分：两种都说对
# - 1分：三个词分得清
# - 2分：走得了、在比；换不起
# - 2分：做法对得上，检验看得见（唐的对照没有抽签，弱一些，也算）
# - 1分：不捆绑，理由站得住
# %% [markdown] sample="two_people" level="strong" points=7 lang="en"
# > Tang: satisfied, not loyal: a good feeling, and the behaviour is gone; funds move easily, and she compares fees. Do: ask whether fees or advice matter more, put both firms' charges on one page, honestly. Check: how many come back in half a year, against like customers who were not asked. Zhao: loyal, not satisfied: behaviour without the attitude; mortgage and salary are a burden to move. Do: appointments, and keep them. Check: appointments missed, his score next quarter. Not: tie the mortgage to the deposit so that he cannot go; it looks like loyalty and is a lock.
#
# - 1 point: both kinds
# - 1 point: tells the three apart
# - 2 points: can leave and compares; cannot afford to
# - 2 points: measures fit, checks can be seen (Tang's is not randomised: weaker, but acceptable)
# - 1 point: no tie, and why
