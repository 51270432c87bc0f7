# %% [markdown] lang="zh"
# # 练习08 谁该有专属联系人
#
# 总经理听了你的三笔账，要你拿前一年的数据再算一遍，写成一页。数据是合成的（synthetic data），和真实的机构无关。
#
# 九题自动检查，共18分；两题写文字，共12分，由老师批改。约45分钟，带★的约20分钟。要用自己的数据，在`None`的位置填上带引号的学号。
# %% [markdown] lang="en"
# # Exercise 08 Who should have a named contact?
#
# The head of retail has heard your three sums and wants them again for the year before, on one page. The data are synthetic, and no real institution is meant.
#
# Nine questions are checked automatically for 18 points; two are answered in words for 12, marked by your instructor. That is about 45 minutes of work, 20 of them starred (★). Put your student id, in quotation marks, where `None` stands, and you get data of your own.
# %% tags=["parameters"]
STUDENT = None
# %%
from fsq_lab import fairness, rfm, segments, tiers

check = exercise("08_personalised_mode", student=STUDENT)
on_file = check.load("balances").query("month == '2024-12'").merge(check.load("customers"), on="customer").set_index("customer")
year = check.load("transactions").query("date < '2025'")
year = year[year["customer"].isin(on_file.index)]
assets = on_file["balance"]
on_file[["balance", "app_days", "age_band"]].head(3)
# %% [markdown] ask="same" lang="zh"
# ## ★ 1 统一，按人来，还是不做？
#
# 五件事（虚构），各应当：`s`对所有客户统一，`p`按人来，`n`不该做？依次存入列表`same`，例如`["s", "s", "s", "s", "s"]`。
#
# 1. 证券公司：维持担保比例低到多少要追加、多少要平仓
# 2. 保险公司：保单检视约在客户下夜班以后，用她听得懂的方言
# 3. 银行：同一笔贷款，给手机型号贵的客户报得高一些
# 4. 银行：客户登记了不要推销电话，以后只发到期提醒
# 5. 基金销售：风险测评问哪些题，几分算哪一级
# %% [markdown] ask="same" lang="en"
# ## ★ 1 The same, made to measure, or not at all?
#
# Five matters (invented). Should each be `s` the same for all, `p` personal, made to measure, or `n` not done at all? Make a list `same` of the five letters, in order, such as `["s", "s", "s", "s", "s"]`.
#
# 1. A securities company: at what margin level more collateral is called, and positions are closed
# 2. An insurer: a policy review after the customer's night shift, in the dialect that she follows best
# 3. A bank: for the same loan, customers with dearer phones are quoted more
# 4. A bank: a customer wants no sales calls, and from now on gets notices of maturity only
# 5. A fund seller: which questions the risk questionnaire asks, and which score is which grade
# %% answer="same" points=2 objective="K3"
same = ["s", "p", "n", "p", "s"]
# %% mistake="same" name="price-as-service"
same = ["s", "p", "p", "p", "s"]
# %% [markdown] mistake="same" name="price-as-service" lang="zh"
# 第3件当成了按人来。风险一样，只因为手机贵就报得高，客户得到的服务没有变，变的只是价。
# %% [markdown] mistake="same" name="price-as-service" lang="en"
# The third was taken for personal service. At equal risk a dear phone raises the quote: the service stays what it was, and only the price differs.
# %% mistake="same" name="less-is-not-service"
same = ["s", "p", "n", "n", "s"]
# %% [markdown] mistake="same" name="less-is-not-service" lang="zh"
# 第4件你划掉了，像是少打电话就少了服务。客户说了怎样联系，照办就是按人来。
# %% [markdown] mistake="same" name="less-is-not-service" lang="en"
# You struck out the fourth, as if fewer calls were less service. The customer said how to be reached, and doing so is made to measure.
# %% mistake="same" name="rules-for-some"
same = ["p", "p", "n", "p", "p"]
# %% [markdown] mistake="same" name="rules-for-some" lang="zh"
# 第1件和第5件也按人来了。保护客户的尺子要是看人改，就不再是尺子；按人来的是怎样讲、怎样联系。
# %% [markdown] mistake="same" name="rules-for-some" lang="en"
# The first and fifth were made personal as well. A measure that protects customers is none if it bends to the person; what may differ is how it is explained.
# %% [markdown] hint="same" lang="zh"
# 先挑出保护客户的规则：它们对谁都一样。
# %% [markdown] hint="same" lang="en"
# First pick the rules that protect customers: these are the same for all.
# %% [markdown] hint="same" lang="zh"
# 只有一件不该做。
# %% [markdown] hint="same" lang="en"
# Only one is not to be done.
# %% [markdown] ask="measures" lang="zh"
# ## 2 五项措施
#
# 四件事（虚构），各是哪一项措施？`a`客户至上的观念，`b`高效的定制化运作系统，`c`让客户控制服务过程，`d`抓住关键时刻，`e`重视投诉。依次存入列表`measures`。
#
# 1. 保险公司：报案电话接通，第一句先问“人有没有事”
# 2. 基金公司：定投的日子、金额客户自己改，随时能停
# 3. 银行：每月把客户不满的原因分类，改了哪一条，贴在门口
# 4. 银行：标准业务走流水线，腾出两个人专做按人来的方案
# %% [markdown] ask="measures" lang="en"
# ## 2 Five measures
#
# Which measure is each of these four (invented)? `a` a customer-first concept, `b` an efficient, customised operating system, `c` the customer's control over the process, `d` the moment of truth, `e` taking complaints seriously. Put the four letters, in order, into a list `measures`.
#
# 1. An insurer: when somebody reports an accident, the first words are "Is anybody hurt?"
# 2. A fund company: customers change the day and sum of their savings plan themselves, and stop at any time
# 3. A bank: every month causes of dissatisfaction are sorted, and what was changed is posted at the door
# 4. A bank: standard business runs on rails, which frees two people for plans made to measure
# %% answer="measures" points=2 objective="K3"
measures = ["d", "c", "e", "b"]
# %% mistake="measures" name="all-of-them-concept"
measures = ["a", "a", "a", "a"]
# %% [markdown] mistake="measures" name="all-of-them-concept" lang="zh"
# 四件都记成了观念。四件确实都从它来；题目问的是各自动了哪里：见面的一刻、客户的选择、投诉、后台。
# %% [markdown] mistake="measures" name="all-of-them-concept" lang="en"
# All four were put down to the concept. They do spring from it; the question is what each one touches: the first words, a choice, complaints, the back office.
# %% mistake="measures" name="choice-as-system"
measures = ["d", "b", "e", "c"]
# %% [markdown] mistake="measures" name="choice-as-system" lang="zh"
# 第2件和第4件换了位置。谁在改？客户自己改，是控制；银行改自己的流水线，是系统。
# %% [markdown] mistake="measures" name="choice-as-system" lang="en"
# The second and fourth are swapped. Who makes the change? Customers their plan, which is control; the bank its own rails, which is the system.
# %% [markdown] hint="measures" lang="zh"
# 问：改的是见面的那一刻、客户手里的选择、听到的不满，还是后台？
# %% [markdown] hint="measures" lang="en"
# Ask what is changed: the minute of meeting, a choice in the customer's hands, what is heard, or the back office?
# %% [markdown] hint="measures" lang="zh"
# 有一项没有用到。
# %% [markdown] hint="measures" lang="en"
# One measure is not used.
# %%
clients = pd.DataFrame({"recency": [40, 3, 40, 12, 90, 3], "frequency": [2, 9, 4, 5, 1, 7], "monetary": [9, 7, 8, 6, 2, 4]})
# %% [markdown] ask="marks" lang="zh"
# ## 3 并列的怎样打分？
#
# 六位客户最近一笔分别在40、3、40、12、90、3天以前。同事排好队，两位一段，打了3、3、2、2、1、1分：同是40天的两位，一位2分，一位1分。照课上的函数分成三段（`k=3`），近度各得几分？依次存入列表`marks`。
# %% [markdown] ask="marks" lang="en"
# ## 3 What marks for ties?
#
# Six customers made their last transaction 40, 3, 40, 12, 90 and 3 days ago. A colleague lines them up and cuts by twos: 3, 3, 2, 2, 1, 1; of the two at 40 days, one gets 2 and one gets 1. With the lesson's function and three classes (`k=3`), what recency mark does each get? Store them in order in a list `marks`.
# %% answer="marks" points=2 objective="S3"
marks = rfm.score(clients, k=3)["r"].tolist()
# %% mistake="marks" name="by-twos"
marks = [2, 3, 1, 2, 1, 3]
# %% [markdown] mistake="marks" name="by-twos" lang="zh"
# 这是同事的分。第一位和第三位都是40天，文件里谁在前，谁就多一分。
# %% [markdown] mistake="marks" name="by-twos" lang="en"
# These are the colleague's marks. The first and third are both at 40 days, and whoever stands first in the file gets one more.
# %% mistake="marks" name="far-is-good"
marks = [3, 1, 3, 2, 3, 1]
# %% [markdown] mistake="marks" name="far-is-good" lang="zh"
# 方向反了：天数少，是最近来过，分要高。
# %% [markdown] mistake="marks" name="far-is-good" lang="en"
# The direction is reversed: few days mean a recent visit, and a high mark.
# %% [markdown] hint="marks" lang="zh"
# 对`clients`打分，取`r`那一列。
# %% [markdown] hint="marks" lang="en"
# Score `clients`, and take the column `r`.
# %% [markdown] hint="marks" lang="zh"
# 两位40天的，分数相同；列表用`.tolist()`。
# %% [markdown] hint="marks" lang="en"
# Both at 40 days get the same mark; `.tolist()` makes a list.
# %%
habits = rfm.from_transactions(year, reference="2025-01-01")
# %% [markdown] ask="rare" lang="zh"
# ## 4 来得最少的一段
#
# 有交易的客户（`habits`），频次分成八段。最低的一段占百分之几？存入`rare`，至少保留一位小数。
# %% [markdown] ask="rare" lang="en"
# ## 4 The lowest class
#
# For customers with a transaction (`habits`), cut frequency into eight classes. What percentage fall into the lowest? Store it in `rare`, with at least one decimal.
# %% answer="rare" points=2 objective="S3" digits=1
rare = 100 * rfm.levels(rfm.score(habits, k=8)).loc[("frequency", 1), "share"]
# %% mistake="rare" name="an-eighth" may_be_right=true
rare = 100 / 8
# %% [markdown] mistake="rare" name="an-eighth" lang="zh"
# 你按八等分算了。并列的进同一段，各段就不一样大，要数一数。
# %% [markdown] mistake="rare" name="an-eighth" lang="en"
# You took an eighth. Ties share a class, so classes differ in size and have to be counted.
# %% mistake="rare" name="of-all-on-file" credit=.5
rare = 100 * rfm.levels(rfm.score(habits, k=8)).loc[("frequency", 1), "n"] / len(on_file)
# %% [markdown] mistake="rare" name="of-all-on-file" lang="zh"
# 除成了全部在册的客户。没有交易的不在任何一段里，题目只数有交易的。
# %% [markdown] mistake="rare" name="of-all-on-file" lang="en"
# This was divided by everybody on file. Those without a transaction are in no class; only the others count here.
# %% [markdown] hint="rare" lang="zh"
# 先打分，再看各段的表，课上做过五段。
# %% [markdown] hint="rare" lang="en"
# Score first, then look at the table of classes; the lesson did five.
# %% [markdown] hint="rare" lang="zh"
# 行的名字是`("frequency", 1)`，列是`share`。
# %% [markdown] hint="rare" lang="en"
# The row is called `("frequency", 1)`, the column `share`.
# %%
both = ["frequency", "monetary"]
back = segments.stability(habits, both, k=4, log=both, starts=3, resamples=20)
# %% [markdown] ask="come_back" lang="zh"
# ## 5 最不稳的一群
#
# 分成四群，重抽样二十次，结果在`back`里。平均的`jaccard`最低的那一群是多少？（`all`一行是各群的平均，不算一群。）存入`come_back`，至少保留三位小数。
# %% [markdown] ask="come_back" lang="en"
# ## 5 The least stable group
#
# Four groups, resampled twenty times, are in `back`. What is the lowest mean `jaccard` of a group? (The row `all` is the mean of the groups, and no group.) Store it in `come_back`, with at least three decimals.
# %% answer="come_back" points=2 objective="S3" digits=3
come_back = back["jaccard"].drop("all").min()
# %% mistake="come_back" name="mean-of-all"
come_back = back["jaccard"]["all"]
# %% [markdown] mistake="come_back" name="mean-of-all" lang="zh"
# 这是四群的平均。平均好看，可能有一群散得多；要用这一群的人，先看它自己。
# %% [markdown] mistake="come_back" name="mean-of-all" lang="en"
# That is the mean of four. It may look well while one group falls apart; whoever means to use that group looks at it alone.
# %% mistake="come_back" name="low-end"
come_back = back["low"].drop("all").min()
# %% [markdown] mistake="come_back" name="low-end" lang="zh"
# 你取了重抽样里差的那一头（`low`）；题目问平均。
# %% [markdown] mistake="come_back" name="low-end" lang="en"
# You took the poor end of the resamples (`low`); the question asks for the mean.
# %% [markdown] hint="come_back" lang="zh"
# 去掉`all`那一行，再取最小。
# %% [markdown] hint="come_back" lang="en"
# Leave out the row `all`, and take the minimum.
# %% [markdown] hint="come_back" lang="zh"
# `back["jaccard"].drop("all")`只剩四群。
# %% [markdown] hint="come_back" lang="en"
# `back["jaccard"].drop("all")` leaves the four groups.
# %% [markdown] ask="upper_share" lang="zh"
# ## ★ 6 一条线两边的资产
#
# 按余额（`assets`）在20万元处划一条线，名字从低到高是`mass`、`upper`。上面一层拿着全部资产的百分之几？存入`upper_share`，至少保留一位小数。
# %% [markdown] ask="upper_share" lang="en"
# ## ★ 6 Assets above one cut
#
# Cut balances (`assets`) once, at 200,000 yuan; from low to high the tiers are `mass` and `upper`. What percentage of all assets does the upper one hold? Store it in `upper_share`, with at least one decimal.
# %% answer="upper_share" points=2 objective="S3" digits=1
tier = tiers.cut(assets, [200_000], ["mass", "upper"])
upper_share = 100 * tiers.summary(assets, tier)["assets_share"]["upper"]
# %% mistake="upper_share" name="people"
tier = tiers.cut(assets, [200_000], ["mass", "upper"])
upper_share = 100 * tiers.summary(assets, tier)["share"]["upper"]
# %% [markdown] mistake="upper_share" name="people" lang="zh"
# 这是人的占比。曲线之所以弯，就是因为人的占比和资产的占比差得远。
# %% [markdown] mistake="upper_share" name="people" lang="en"
# That is their share of the people. The curve sags because it is so unlike the share of the assets.
# %% mistake="upper_share" name="other-side"
tier = tiers.cut(assets, [200_000], ["mass", "upper"])
upper_share = 100 * tiers.summary(assets, tier)["assets_share"]["mass"]
# %% [markdown] mistake="upper_share" name="other-side" lang="zh"
# 你取了线下面的一层，它人多，资产少。
# %% [markdown] mistake="upper_share" name="other-side" lang="en"
# You took the tier below the line: many people, few assets.
# %% [markdown] hint="upper_share" lang="zh"
# 课上用两条线分三层；这里一条线，两个名字。
# %% [markdown] hint="upper_share" lang="en"
# The lesson made three tiers with two cuts; here there is one cut, with two names.
# %% [markdown] hint="upper_share" lang="zh"
# 汇总表里取`assets_share`列、`upper`行。
# %% [markdown] hint="upper_share" lang="en"
# In the summary take the column `assets_share`, row `upper`.
# %% [markdown] ask="net" lang="zh"
# ## 7 上面一层养得起客户经理吗？
#
# 只给第6题线上面的客户配，一位管100位（人数不满也要一位），一年24万元；每1万元资产一年毛利80元（都是假定）。上面一层的毛利减去客户经理的成本，一年是多少万元？存入`net`，至少保留一位小数。
# %% [markdown] ask="net" lang="en"
# ## 7 Does the upper tier pay for its managers?
#
# Only customers above question 6's cut get one. A manager looks after 100 customers (part of a hundred takes one too) for 240,000 yuan a year; 10,000 yuan of assets bring a margin of 80 a year (all assumed). What is the upper tier's margin less the managers' cost, in units of 10,000 yuan a year? Store it in `net`, with at least one decimal.
# %% answer="net" points=2 objective="K3" digits=1
upper = tiers.summary(assets, tiers.cut(assets, [200_000], ["mass", "upper"]), load={"upper": 100}).loc["upper"]
net = upper["assets"] / 10_000 * 80 / 10_000 - upper["managers"] * 24
# %% mistake="net" name="margin-alone" credit=.5
upper = tiers.summary(assets, tiers.cut(assets, [200_000], ["mass", "upper"]), load={"upper": 100}).loc["upper"]
net = upper["assets"] / 10_000 * 80 / 10_000
# %% [markdown] mistake="net" name="margin-alone" lang="zh"
# 毛利算对了，客户经理的钱还没有减。
# %% [markdown] mistake="net" name="margin-alone" lang="en"
# The margin is right; the managers have still to be paid.
# %% mistake="net" name="everybodys-margin"
upper = tiers.summary(assets, tiers.cut(assets, [200_000], ["mass", "upper"]), load={"upper": 100}).loc["upper"]
net = assets.sum() / 10_000 * 80 / 10_000 - upper["managers"] * 24
# %% [markdown] mistake="net" name="everybodys-margin" lang="zh"
# 你把全行的毛利都算到了客户经理头上。线下面的客户没有客户经理，毛利照样有。
# %% [markdown] mistake="net" name="everybodys-margin" lang="en"
# You credited managers with everybody's margin. Customers below the cut have none, and bring their margin all the same.
# %% mistake="net" name="one-manager-each"
upper = tiers.summary(assets, tiers.cut(assets, [200_000], ["mass", "upper"]), load={"upper": 100}).loc["upper"]
net = upper["assets"] / 10_000 * 80 / 10_000 - upper["n"] * 24
# %% [markdown] mistake="net" name="one-manager-each" lang="zh"
# 客户数直接乘了24万，等于一位客户配一位；一位管100位。
# %% [markdown] mistake="net" name="one-manager-each" lang="en"
# Customers were multiplied by 240,000, one manager each; a manager looks after 100.
# %% [markdown] hint="net" lang="zh"
# 用第6题的线，汇总时加`load={"upper": 100}`。
# %% [markdown] hint="net" lang="en"
# Take question 6's cut, and add `load={"upper": 100}` to the summary.
# %% [markdown] hint="net" lang="zh"
# 资产先化成万元，乘80元，再化成万元。
# %% [markdown] hint="net" lang="en"
# Put assets into units of 10,000, times 80 yuan, and into units of 10,000 again.
# %%
on_file["app_often"] = (on_file["app_days"] >= 10).astype(int)
on_file["any_business"] = on_file.index.isin(year["customer"]).astype(int)
on_file["has_assets"] = (on_file["balance"] >= 50_000).astype(int)
on_file["app_or_assets"] = on_file[["app_often", "has_assets"]].max(axis=1)
on_file["busy"] = on_file.index.isin(habits.query("frequency >= 12").index).astype(int)
# %% [markdown] ask="at_best" lang="zh"
# ## ★ 8 最宽容地看
#
# 数字部改口：12月用手机银行满10天的（`app_often`），才有专属联系人。按年龄审查。45至59岁的比值，区间最高到多少？存入`at_best`，至少保留三位小数。
# %% [markdown] ask="at_best" lang="en"
# ## ★ 8 At best
#
# The digital department has changed its mind: a named contact for whoever used the app on 10 days in December (`app_often`). Audit it by age. Up to what value does the interval of the ratio for ages 45 to 59 go? Store it in `at_best`, with at least three decimals.
# %% answer="at_best" points=2 objective="K3" digits=3
at_best = fairness.audit(on_file, favoured="app_often", by="age_band")["ratio_high"]["45-59"]
# %% mistake="at_best" name="point" credit=.5
at_best = fairness.audit(on_file, favoured="app_often", by="age_band")["ratio"]["45-59"]
# %% [markdown] mistake="at_best" name="point" lang="zh"
# 这是比值本身。连区间最高的一头都在五分之四以下，才说得稳。
# %% [markdown] mistake="at_best" name="point" lang="en"
# That is the ratio itself. It is safe to speak when even the upper end is below four fifths.
# %% mistake="at_best" name="share-not-ratio"
at_best = fairness.audit(on_file, favoured="app_often", by="age_band")["high"]["45-59"]
# %% [markdown] mistake="at_best" name="share-not-ratio" lang="zh"
# 这是占比的区间，还没有和参照组比。
# %% [markdown] mistake="at_best" name="share-not-ratio" lang="en"
# That is the interval of the share, not yet compared with the reference.
# %% [markdown] hint="at_best" lang="zh"
# 课上的审查，换一个`favoured`。
# %% [markdown] hint="at_best" lang="en"
# The lesson's audit, with another `favoured`.
# %% [markdown] hint="at_best" lang="zh"
# 列是`ratio_high`，行是`45-59`。
# %% [markdown] hint="at_best" lang="en"
# The column is `ratio_high`, the row `45-59`.
# %%
rules = ["app_often", "any_business", "has_assets", "app_or_assets", "busy"]
audits = {rule: fairness.audit(on_file, favoured=rule, by="age_band") for rule in rules}
kept = {rule: fairness.kept(on_file, rule, "balance")["value_share"] for rule in rules}
table = pd.DataFrame({"assets": kept, "below": {rule: (audits[rule]["note"] == "below the bound").sum() for rule in rules}})
table.round(2)
# %% [markdown] ask="passing" lang="zh"
# ## ★ 9 留得住资产，又过得了审查
#
# 五条规则都在`table`里：`assets`是留住的资产占比，`below`是低于界限的年龄组有几个（`busy`是全年满12笔的）。哪几条留住至少七成资产，而且没有一组低于界限？按表里的次序存入列表`passing`。
# %% [markdown] ask="passing" lang="en"
# ## ★ 9 Keeps the assets, passes the audit
#
# `table` holds five rules: `assets` is the share of assets kept, `below` the number of age groups below the bound (`busy`: 12 transactions in the year or more). Which of them keep at least seven tenths of the assets, with no group below the bound? Store their names, in the table's order, in a list `passing`.
# %% answer="passing" points=2 objective="K3" small=true
passing = table.query("assets >= 0.7 and below == 0").index.tolist()
# %% mistake="passing" name="assets-alone"
passing = table.query("assets >= 0.7").index.tolist()
# %% [markdown] mistake="passing" name="assets-alone" lang="zh"
# 只看了留住的资产。`app_or_assets`留得最多，可有年龄组低于界限：有钱的补进来了，没钱又不用手机的还在门外。
# %% [markdown] mistake="passing" name="assets-alone" lang="en"
# Only assets were looked at. `app_or_assets` keeps the most, and leaves age groups below the bound: it let in those with money, and not those with neither money nor app.
# %% mistake="passing" name="audit-alone"
passing = table.query("below == 0").index.tolist()
# %% [markdown] mistake="passing" name="audit-alone" lang="zh"
# 只看了审查。`busy`对各年龄差不多，可留住的资产不到一半：安静的储户全在门外。
# %% [markdown] mistake="passing" name="audit-alone" lang="en"
# Only the audit was looked at. `busy` treats ages about alike, but keeps less than half of the assets: quiet savers are all outside.
# %% [markdown] hint="passing" lang="zh"
# 两个条件都要满足。
# %% [markdown] hint="passing" lang="en"
# Both conditions must hold.
# %% [markdown] hint="passing" lang="zh"
# 看着表写名字也行，例如`["busy"]`。
# %% [markdown] hint="passing" lang="en"
# You may read the table and write names, such as `["busy"]`.
# %% [markdown] ask="for_it" lang="zh"
# ## 10 一页纸：意义和成本
#
# 给总经理写五行：（1）建个性化模式，对客户有什么意义，对机构有什么意义，各一条，说明凭数据还是凭道理；（2）线划在20万元，多少客户拿着多少资产；（3）客户经理的成本和毛利，写明假定，假定变了会怎样；（4）哪两样必须统一，哪两样按人来（微笑与效率、专业与情感各用一次）；（5）没有客户经理的人得到什么。写在下面的空单元里。
# %% [markdown] ask="for_it" lang="en"
# ## 10 One page: significance and cost
#
# Five lines for the head of retail: (1) what a personalised service model is good for, one thing for customers and one for the institution, and whether from data or from reasoning; (2) with the cut at 200,000 yuan, how many customers hold how much; (3) the managers' cost and the margin, with the assumptions, and what if they change; (4) two things that must be the same for all, and two made to measure (use "a smile and efficiency" and "expertise and an emotional bond" once each); (5) what those without a manager get. Write in the empty cell below.
# %% [markdown] written="for_it" points=7 lang="zh"
# （1）对客户：换了人也不用从头讲起，少买错产品，这一条凭道理；对机构：能自由走的高端客户遇到失误以后常常离开，先不出错、再有人跟进，可能留得住，离开有数据，留得住还没有试过。（2）20万元以上的客户占{{100 * tiers.summary(assets, tier)["share"]["upper"]:.0f}}%，拿着{{upper_share:.0f}}%的资产。（3）{{int(upper["managers"])}}位客户经理一年{{int(upper["managers"]) * 24}}万元，毛利减成本{{net:.0f}}万元；假定一位24万、管100位、每万元80元，毛利要是降一半，就只剩{{net / 2 - int(upper["managers"]) * 12:.0f}}万元。（4）统一：收费和适当性；按人来：普通客户要微笑与效率，就由他挑渠道；贵宾要专业与情感，就固定一个人；谁今天来办继承，都给懂行的人。（5）其余客户：时限一样，机器不卡，要人就有人。
# %% [markdown] written="for_it" points=7 lang="en"
# (1) For customers: no telling one's story anew, fewer unsuitable products; that is reasoning. For us: free upper-tier customers often leave after a failure, so failing less and following up may keep them; their leaving is in the data, keeping them has not been tried. (2) {{100 * tiers.summary(assets, tier)["share"]["upper"]:.0f}}% of the customers have 200,000 yuan or more, and hold {{upper_share:.0f}}% of the assets. (3) {{int(upper["managers"])}} managers cost {{int(upper["managers"]) * 240_000:,}} yuan a year; margin less cost is {{net * 10_000:,.0f}}. Assumed: 240,000 a manager, 100 customers each, 80 yuan per 10,000; at half the margin {{10_000 * (net / 2 - int(upper["managers"]) * 12):,.0f}} remain. (4) The same: fees, and suitability. Made to measure: the channel, where ordinary customers want a smile and efficiency; one person who stays, where VIPs want expertise and an emotional bond; and whoever comes about an estate today gets somebody who knows. (5) The others: the same time limits, machines that work, a person on request.
# %% [markdown] rubric="for_it" lang="zh"
# - 2分：客户、机构各一条意义（1分），说明凭数据还是凭道理，不写成因果（1分）
# - 1分：客户和资产两个占比都对
# - 2分：成本和毛利有数（1分），假定写明，并说变了会怎样（1分）
# - 1分：两样统一、两样按人来，两组词没有用来给客户分高低
# - 1分：写出没有客户经理的人得到什么
# %% [markdown] rubric="for_it" lang="en"
# - 2 points: one benefit each for customers and institution (1); says whether from data or reasoning, and claims no cause (1)
# - 1 point: both shares are right
# - 2 points: cost and margin in figures (1); assumptions, and what if they change (1)
# - 1 point: two the same and two made to measure; the two pairs of words do not rank customers
# - 1 point: what those without a manager get
# %% [markdown] sample="for_it" level="weak" points=1 lang="zh"
# > 个性化是大势所趋，能提高满意度、忠诚度和利润。20万元以上的客户拿着{{upper_share:.0f}}%的资产，占{{100 * tiers.summary(assets, tier)["share"]["upper"]:.0f}}%，应当全力服务。普通客户微笑就够了，专业留给贵宾。
#
# - 0分：三样好处都没有依据，写成了因果
# - 1分：两个占比对
# - 0分：没有成本
# - 0分：两组词成了高低之分
# - 0分：其余的人什么也没有
# %% [markdown] sample="for_it" level="weak" points=1 lang="en"
# > Personal service is the trend, and raises satisfaction, loyalty and profit. Customers above 200,000 are {{100 * tiers.summary(assets, tier)["share"]["upper"]:.0f}}% and hold {{upper_share:.0f}}% of the assets, so serve them with all our strength. For ordinary customers a smile will do; expertise is for VIPs.
#
# - 0 points: three benefits without grounds, as causes
# - 1 point: both shares are right
# - 0 points: no cost
# - 0 points: the words rank customers
# - 0 points: the others get nothing
# %% [markdown] sample="for_it" level="middling" points=4 lang="zh"
# > 对客户：不用从头讲起；对银行：可能留住人。20万元以上{{100 * tiers.summary(assets, tier)["share"]["upper"]:.0f}}%的客户有{{upper_share:.0f}}%的资产。客户经理{{int(upper["managers"])}}位，一年{{int(upper["managers"]) * 24}}万元，毛利减成本{{net:.0f}}万元。收费、适当性统一；渠道和联系人按人来：要快的给微笑与效率，要商量的给专业与情感。
#
# - 1分：两条意义都有；没说凭什么
# - 1分：两个占比对
# - 1分：成本和毛利有数；假定没写
# - 1分：统一和按人来都有，按需要用了两组词
# - 0分：没有客户经理的人没有提
# %% [markdown] sample="for_it" level="middling" points=4 lang="en"
# > For customers: no telling their story again; for the bank: it may keep them. Above 200,000, {{100 * tiers.summary(assets, tier)["share"]["upper"]:.0f}}% of the customers have {{upper_share:.0f}}% of the assets. {{int(upper["managers"])}} managers cost {{int(upper["managers"]) * 240_000:,}} a year, margin less cost {{net * 10_000:,.0f}}. Fees and suitability are the same; channel and contact are made to measure: a smile and efficiency for those in a hurry, expertise and a bond for those who need advice.
#
# - 1 point: two benefits; not said on what grounds
# - 1 point: both shares are right
# - 1 point: cost and margin; no assumptions
# - 1 point: the same and made to measure, words used by need
# - 0 points: nothing on those without a manager
# %% [markdown] sample="for_it" level="strong" points=7 lang="zh"
# > （1）客户少讲一遍、少买错，凭道理；高端客户失误后离开的多，有数据，配了人能不能留住，没试过。（2）{{100 * tiers.summary(assets, tier)["share"]["upper"]:.0f}}%的客户，{{upper_share:.0f}}%的资产。（3）{{int(upper["managers"])}}位，{{int(upper["managers"]) * 24}}万元，毛利减成本{{net:.0f}}万元；一位24万、管100位、每万元80元，哪一个变了都要重算，毛利减半就少一大半。（4）收费、时限统一；渠道、联系人按人来：赶时间的要微笑与效率，办大事的要专业与情感，不看他有多少钱。（5）其余的人有好用的机器和开着的窗口。
#
# - 2分：两条，各有依据
# - 1分：占比对
# - 2分：数和假定都有，说了变化
# - 1分：按事不按人分高低
# - 1分：其余的人有着落
# %% [markdown] sample="for_it" level="strong" points=7 lang="en"
# > (1) Customers explain less and buy less that is wrong: reasoning. More of the upper tier leave after a failure: data; whether a manager keeps them has not been tried. (2) {{100 * tiers.summary(assets, tier)["share"]["upper"]:.0f}}% of the customers, {{upper_share:.0f}}% of the assets. (3) {{int(upper["managers"])}} managers, {{int(upper["managers"]) * 240_000:,}} yuan, margin less cost {{net * 10_000:,.0f}}; 240,000, 100 and 80 are assumed, each change means a new sum, and half the margin takes away more than half. (4) Fees and time limits are the same; channel and contact are made to measure: a smile and efficiency for the hurried, expertise and a bond for weighty matters, whatever they own. (5) The others have good machines, and windows that are open.
#
# - 2 points: two benefits, each with its grounds
# - 1 point: shares are right
# - 2 points: figures, assumptions, and what if they change
# - 1 point: by matter, and not by rank
# - 1 point: the others are provided for
# %% [markdown] ask="against" lang="zh"
# ## ★ 11 公平，和一个反例
#
# 数字部坚持`app_often`。写四句：（1）审查说了什么，带比值、区间和人数；（2）改成哪一条规则，改了以后还有谁在门外；（3）一个不该个性化的场合，不许用课上的例子：对谁，赚了什么，伤了什么，凭哪条规定或哪个道理；（4）改成怎样。写在下面的空单元里。
# %% [markdown] ask="against" lang="en"
# ## ★ 11 Fairness, and a case against
#
# The digital department insists on `app_often`. Write four sentences: (1) what the audit says, with ratio, interval and number of people; (2) which rule to take instead, and who is still outside; (3) one case, not from the lesson, in which service should not be personalised: for whom, what is gained, what is hurt, by which rule or reason; (4) what to do instead. Write in the empty cell below.
# %% [markdown] written="against" points=5 lang="zh"
# （1）按`app_often`，60岁以上够得上的占比是参照组的{{audits["app_often"]["ratio"]["60+"]:.2f}}倍（区间从{{audits["app_often"]["ratio_low"]["60+"]:.2f}}到{{audits["app_often"]["ratio_high"]["60+"]:.2f}}，{{int(audits["app_often"]["n"]["60+"])}}人），45至59岁也低于五分之四。（2）改用`any_business`，留住{{100 * kept["any_business"]:.0f}}%的资产，没有年龄组低于界限；全年没有一笔业务的还在门外，到期前要另外问一声。（3）理财页面把刚离婚的客户认出来，推高风险的“翻身”产品：多了销售，伤的是一个正难的人，用的是她没有同意的信息，也不合适当性。（4）这样的信息不用；谁来问，都先做同一份风险测评。
# %% [markdown] written="against" points=5 lang="en"
# (1) Under `app_often` the share of those of 60 and more is {{audits["app_often"]["ratio"]["60+"]:.2f}} times the reference's (interval {{audits["app_often"]["ratio_low"]["60+"]:.2f}} to {{audits["app_often"]["ratio_high"]["60+"]:.2f}}, {{int(audits["app_often"]["n"]["60+"])}} people); ages 45 to 59 are below four fifths too. (2) Take `any_business`: it keeps {{100 * kept["any_business"]:.0f}}% of the assets with no age group below the bound; those without any business in the year are still outside, and are to be asked before something matures. (3) The investment page recognises a woman newly divorced and pushes a high-risk "fresh start": sales are gained, and somebody in trouble is hurt, by data that she did not agree to and against suitability. (4) Such data are not used; whoever asks fills in the same risk questionnaire first.
# %% [markdown] rubric="against" lang="zh"
# - 1分：审查的结论带比值、区间和人数
# - 1分：换了过得了审查的规则，并说出还有谁在门外
# - 2分：反例有对谁、赚什么、伤什么（1分），有规定或道理，不是课上的（1分）
# - 1分：改成的做法办得到
# %% [markdown] rubric="against" lang="en"
# - 1 point: the audit's verdict with ratio, interval and n
# - 1 point: a rule that passes, and who is still outside
# - 2 points: a case with for whom, what is gained, what is hurt (1); a rule or reason, not the lesson's (1)
# - 1 point: something to do instead that can be done
# %% [markdown] sample="against" level="weak" points=0 lang="zh"
# > 老年人用手机少，这是他们自己的选择，规则对谁都一样，所以公平。个性化没有坏处，不该做的场合想不出来；客户多教几次就会了。
#
# - 0分：没有审查的数
# - 0分：没有换规则
# - 0分：没有反例
# - 0分：要改的成了客户
# %% [markdown] sample="against" level="weak" points=0 lang="en"
# > Older people use the app less; that is their choice, and the rule is the same for all, so it is fair. Personal service does no harm, and I can think of no case against; customers will learn.
#
# - 0 points: no figures from the audit
# - 0 points: no other rule
# - 0 points: no case
# - 0 points: it is the customers who are to change
# %% [markdown] sample="against" level="middling" points=3 lang="zh"
# > 60岁以上是参照组的{{audits["app_often"]["ratio"]["60+"]:.2f}}倍（从{{audits["app_often"]["ratio_low"]["60+"]:.2f}}到{{audits["app_often"]["ratio_high"]["60+"]:.2f}}，{{int(audits["app_often"]["n"]["60+"])}}人），太低。改用`has_assets`，各年龄都过。反例：给爱看短视频的年轻人推大额分期，利息多了，伤的是还不起的人。改成谁都先算一遍月供。
#
# - 1分：比值、区间、人数都有
# - 0分：没说五万元以下的六成都在门外
# - 1分：反例有三样；没有规定或道理
# - 1分：办得到
# %% [markdown] sample="against" level="middling" points=3 lang="en"
# > Those of 60 and more stand at {{audits["app_often"]["ratio"]["60+"]:.2f}} of the reference ({{audits["app_often"]["ratio_low"]["60+"]:.2f}} to {{audits["app_often"]["ratio_high"]["60+"]:.2f}}, {{int(audits["app_often"]["n"]["60+"])}} people), too low. Take `has_assets`, which passes at every age. Case: large instalment plans pushed to young people who watch many short videos; interest is gained, those who cannot repay are hurt. Instead, everybody works out the monthly payment first.
#
# - 1 point: ratio, interval and n
# - 0 points: not said that all below 50,000 yuan are outside
# - 1 point: the case has all three; no rule or reason
# - 1 point: it can be done
# %% [markdown] sample="against" level="strong" points=5 lang="zh"
# > （1）`app_often`下60岁以上是{{audits["app_often"]["ratio"]["60+"]:.2f}}倍（从{{audits["app_often"]["ratio_low"]["60+"]:.2f}}到{{audits["app_often"]["ratio_high"]["60+"]:.2f}}，{{int(audits["app_often"]["n"]["60+"])}}人），整段在五分之四以下。（2）改用`any_business`；没做过业务的还在门外，写进名单，每年问一次。（3）保险公司看出谁从不细看合同，把免责条款给他折叠起来：少了退保，伤的是他知情的权利；告知要人人一样。（4）免责条款对谁都展开、都讲。
#
# - 1分：数都有
# - 1分：换了规则，说了谁还在门外
# - 2分：对谁、赚什么、伤什么，有道理
# - 1分：办得到
# %% [markdown] sample="against" level="strong" points=5 lang="en"
# > (1) Under `app_often` those of 60 and more stand at {{audits["app_often"]["ratio"]["60+"]:.2f}} ({{audits["app_often"]["ratio_low"]["60+"]:.2f}} to {{audits["app_often"]["ratio_high"]["60+"]:.2f}}, {{int(audits["app_often"]["n"]["60+"])}} people), wholly below four fifths. (2) Take `any_business`; those without business are outside, so they are listed and asked once a year. (3) An insurer sees who never reads contracts, and folds the exclusions away for him: fewer cancel, and his right to know is hurt; disclosure must be the same for all. (4) Exclusions are open and explained to everybody.
#
# - 1 point: all figures
# - 1 point: another rule, and who is outside
# - 2 points: for whom, gained, hurt, with a reason
# - 1 point: it can be done
