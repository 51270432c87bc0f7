# %% [markdown] lang="zh"
# # 练习08 谁该有专属联系人
#
# 总经理听了你算的账，要你拿前一年的数据再算一遍，写成一页。数据是合成的（synthetic data），和真实的机构无关。
#
# 九题自动检查，共18分；两题写文字，共12分，由老师批改。约45分钟，带★的约20分钟。要用自己的数据，在`None`的位置填上带引号的学号。
# %% [markdown] lang="en"
# # Exercise 08 Who should have a named contact?
#
# The head of retail has heard your answers and wants them again for the year before, on one page. The data are synthetic, and no real institution is meant.
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
# 五件事（虚构），照这样办，是：`s`对所有客户统一，`p`按人来，`n`不该做？依次存入列表`same`，例如`["s", "s", "s", "s", "s"]`。
#
# 1. 证券公司：风险揭示书写哪些风险、什么时候给客户看
# 2. 保险公司：保单检视约在客户下夜班以后，用她听得懂的方言
# 3. 银行：同样风险的贷款，给手机型号贵的客户报得高一些
# 4. 银行：客户登记了“只在下班以后发短信”，以后照这样联系她
# 5. 基金销售：风险测评问哪些题，几分算哪一级
# %% [markdown] ask="same" lang="en"
# ## ★ 1 The same, tailored, or not at all?
#
# Five matters (invented). Is each, as it stands, `s` to be the same for all, `p` personal, tailored to the customer, or `n` not to be done? Make a list `same` of the five letters, in order, such as `["s", "s", "s", "s", "s"]`.
#
# 1. A securities company: which risks the risk disclosure names, and when customers are shown it
# 2. An insurer: a policy review after the customer's night shift, in the dialect that she follows best
# 3. A bank: at equal risk, customers with more expensive phones are quoted more for a loan
# 4. A bank: a customer has asked for text messages after work only, and is contacted in that way from now on
# 5. A fund seller: which questions the risk questionnaire asks, and which score is which grade
# %% answer="same" points=2 objective="K3"
same = ["s", "p", "n", "p", "s"]
# %% mistake="same" name="price-as-service"
same = ["s", "p", "p", "p", "s"]
# %% [markdown] mistake="same" name="price-as-service" lang="zh"
# 第3件当成了按人来。风险一样，只因为手机贵就报得高，客户得到的服务没有变，变的只是价。
# %% [markdown] mistake="same" name="price-as-service" lang="en"
# The third was taken for personal service. At equal risk an expensive phone raises the quote: the service stays what it was, and only the price differs.
# %% mistake="same" name="less-is-not-service"
same = ["s", "p", "n", "n", "s"]
# %% [markdown] mistake="same" name="less-is-not-service" lang="zh"
# 第4件你划掉了，像是少联系就少了服务。客户说了怎样联系，照办就是按人来。
# %% [markdown] mistake="same" name="less-is-not-service" lang="en"
# You struck out item 4, as if fewer contacts were less service. The customer said how to be reached; doing so is tailored service.
# %% mistake="same" name="rules-for-some"
same = ["p", "p", "n", "p", "p"]
# %% [markdown] mistake="same" name="rules-for-some" lang="zh"
# 第1件和第5件也按人来了。保护客户的尺子要是看人改，就不再是尺子；按人来的是怎样讲。
# %% [markdown] mistake="same" name="rules-for-some" lang="en"
# The first and fifth were made personal as well. A yardstick that protects customers is no yardstick if it bends to the person; only the explanation may differ.
# %% mistake="same" name="one-disclosure-bends"
same = ["p", "p", "n", "p", "s"]
# %% [markdown] mistake="same" name="one-disclosure-bends" lang="zh"
# 只有第1件不对：揭示哪些风险、什么时候给，对谁都一样；怎样讲得明白，才按人来。
# %% [markdown] mistake="same" name="one-disclosure-bends" lang="en"
# Only item 1 is wrong: which risks are named, and when, is the same for all; only how they are explained is personal.
# %% mistake="same" name="a-wish-is-everybodys"
same = ["s", "p", "n", "s", "s"]
# %% [markdown] mistake="same" name="a-wish-is-everybodys" lang="zh"
# 第4件当成了统一。尊重客户的“不”对谁都一样；这一位怎样联系，是按她说的来。
# %% [markdown] mistake="same" name="a-wish-is-everybodys" lang="en"
# Item 4 was taken for the same. Respecting a wish is the same for all; how this customer is contacted follows hers.
# %% mistake="same" name="price-the-same"
same = ["s", "p", "s", "p", "s"]
# %% [markdown] mistake="same" name="price-the-same" lang="zh"
# 第3件：价格的确应当统一，正因为这样，“看手机报价”这件事就不该做。
# %% [markdown] mistake="same" name="price-the-same" lang="en"
# Item 3: prices should indeed be the same, and so quoting by phone is not to be done.
# %% mistake="same" name="one-test-bends"
same = ["s", "p", "n", "p", "p"]
# %% [markdown] mistake="same" name="one-test-bends" lang="zh"
# 只有第5件不对：同一份答卷要是看人给分，测评就保护不了人。
# %% [markdown] mistake="same" name="one-test-bends" lang="en"
# Only item 5 is wrong: if the same answers scored differently by person, the test would protect nobody.
# %% mistake="same" name="one-hour-for-all"
same = ["s", "s", "n", "p", "s"]
# %% [markdown] mistake="same" name="one-hour-for-all" lang="zh"
# 只有第2件不对：检视人人都有，什么时候、用什么话讲，按她来。
# %% [markdown] mistake="same" name="one-hour-for-all" lang="en"
# Only item 2 is wrong: everybody gets a review, but when and in which words follows her.
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
# 1. 保险公司：出险当天的报案电话，三声以内接起，第一分钟先问人、再问车
# 2. 基金公司：定投的日子、金额客户自己改，随时能停
# 3. 银行：每月把客户不满的原因分类，改了哪一条，贴在门口
# 4. 银行：标准业务走流水线，腾出两个人专做按人来的方案
# %% [markdown] ask="measures" lang="en"
# ## 2 Five measures
#
# Which measure is each of these four (invented)? `a` a customer-first concept, `b` an efficient, customised operating system, `c` the customer's control over the process, `d` the moment of truth, `e` taking complaints seriously. Put the four letters, in order, into a list `measures`.
#
# 1. An insurer: the call that reports an accident is taken within three rings, and its first minute goes to the people, not to the car
# 2. A fund company: customers change the day and sum of their savings plan themselves, and stop at any time
# 3. A bank: every month causes of dissatisfaction are sorted, and what was changed is posted at the door
# 4. A bank: standard business is processed in one fixed way, which frees two people for tailored plans
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
# The second and fourth are swapped. Who makes the change? In item 2 customers change their own plan, which is control; in item 4 the bank changes its own process, which is the system.
# %% mistake="measures" name="first-words-concept"
measures = ["a", "c", "e", "b"]
# %% [markdown] mistake="measures" name="first-words-concept" lang="zh"
# 只有第1件不对：先问人，是从观念来的；它改的是接起电话的那一分钟。
# %% [markdown] mistake="measures" name="first-words-concept" lang="en"
# Only item 1 is wrong: asking after people springs from the concept; what it changes is the minute of the call.
# %% mistake="measures" name="back-office-concept"
measures = ["d", "c", "e", "a"]
# %% [markdown] mistake="measures" name="back-office-concept" lang="zh"
# 只有第4件不对：它改的是后台怎样运作，不只是想法。
# %% [markdown] mistake="measures" name="back-office-concept" lang="en"
# Only item 4 is wrong: it changes how the back office works, and not only an idea.
# %% mistake="measures" name="plan-concept"
measures = ["d", "a", "e", "b"]
# %% [markdown] mistake="measures" name="plan-concept" lang="zh"
# 只有第2件不对：日子、金额由客户自己改，改的是谁说了算，不只是想法。
# %% [markdown] mistake="measures" name="plan-concept" lang="en"
# Only item 2 is wrong: customers change the plan themselves, so what changes is who decides, and not only an idea.
# %% mistake="measures" name="causes-concept"
measures = ["d", "c", "a", "b"]
# %% [markdown] mistake="measures" name="causes-concept" lang="zh"
# 只有第3件不对：它把听到的不满分类、改掉、回话，不只是想法。
# %% [markdown] mistake="measures" name="causes-concept" lang="en"
# Only item 3 is wrong: dissatisfaction is sorted, acted on and answered, which is more than an idea.
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
# %% [markdown] ask="by_recency" lang="zh"
# ## 3 并列的怎样打分？
#
# 六位客户最近一笔分别在40、3、40、12、90、3天以前。同事按近的排在前，两位一档，打了3、3、2、2、1、1分；同是40天的两位，一位2分，一位1分。照课上的函数分成三档（`k=3`），近度各得几分？依次存入列表`by_recency`。
# %% [markdown] ask="by_recency" lang="en"
# ## 3 How are ties scored?
#
# Six customers made their last transaction 40, 3, 40, 12, 90 and 3 days ago. A colleague lines them up, the most recent first, and cuts by twos: 3, 3, 2, 2, 1, 1; of the two at 40 days, one gets 2 and one gets 1. With the lesson's function and three classes (`k=3`), what recency score does each get? Store them in order in a list `by_recency`.
# %% answer="by_recency" points=2 objective="S3"
by_recency = rfm.score(clients, k=3)["r"].tolist()
# %% mistake="by_recency" name="by-twos"
by_recency = [2, 3, 1, 2, 1, 3]
# %% [markdown] mistake="by_recency" name="by-twos" lang="zh"
# 这是同事的分。第一位和第三位都是40天，文件里谁在前，谁就多一分。
# %% [markdown] mistake="by_recency" name="by-twos" lang="en"
# These are the colleague's scores. The first and third are both at 40 days, and whoever stands first in the file gets one more.
# %% mistake="by_recency" name="far-is-good"
by_recency = [3, 1, 3, 2, 3, 1]
# %% [markdown] mistake="by_recency" name="far-is-good" lang="zh"
# 方向反了：天数少，是最近办过，分要高。
# %% [markdown] mistake="by_recency" name="far-is-good" lang="en"
# The direction is reversed: few days mean a recent transaction, and a high score.
# %% mistake="by_recency" name="far-is-good-by-function"
by_recency = rfm.score(clients.assign(recency=-clients["recency"]), k=3)["r"].tolist()
# %% [markdown] mistake="by_recency" name="far-is-good-by-function" lang="zh"
# 方向反了：你让天数多的得高分；近度是天数少的分高。
# %% [markdown] mistake="by_recency" name="far-is-good-by-function" lang="en"
# The direction is reversed: here many days score high, but recency scores high for few.
# %% mistake="by_recency" name="frequency-column"
by_recency = rfm.score(clients, k=3)["f"].tolist()
# %% [markdown] mistake="by_recency" name="frequency-column" lang="zh"
# 这是频次的分（`f`）；近度在`r`那一列。
# %% [markdown] mistake="by_recency" name="frequency-column" lang="en"
# These are the scores of frequency (`f`); recency is in the column `r`.
# %% [markdown] hint="by_recency" lang="zh"
# 对`clients`打分，取`r`那一列。
# %% [markdown] hint="by_recency" lang="en"
# Score `clients`, and take the column `r`.
# %% [markdown] hint="by_recency" lang="zh"
# 两位40天的，分数相同；列表用`.tolist()`。
# %% [markdown] hint="by_recency" lang="en"
# Both at 40 days get the same score; `.tolist()` makes a list.
# %%
habits = rfm.from_transactions(year, reference="2025-01-01")
# %% [markdown] ask="rare" lang="zh"
# ## 4 用得最少的一档
#
# 有交易的客户（`habits`），频次分成十档。最低的一档占百分之几？存入`rare`，至少保留两位小数。
# %% [markdown] ask="rare" lang="en"
# ## 4 The lowest class
#
# For customers with a transaction (`habits`), cut frequency into ten classes. What percentage fall into the lowest? Store it in `rare`, with at least two decimals.
# %% answer="rare" points=2 objective="S3" digits=2
rare = 100 * rfm.levels(rfm.score(habits, k=10)).loc[("frequency", 1), "share"]
# %% mistake="rare" name="a-tenth" may_be_right=true
rare = 100 / 10
# %% [markdown] mistake="rare" name="a-tenth" lang="zh"
# 你按十等分算了。并列的进同一档，各档就不一样大，要数一数。
# %% [markdown] mistake="rare" name="a-tenth" lang="en"
# You took a tenth. Ties share a class, so classes differ in size and have to be counted.
# %% mistake="rare" name="of-all-on-file" credit=.5
rare = 100 * rfm.levels(rfm.score(habits, k=10)).loc[("frequency", 1), "n"] / len(on_file)
# %% [markdown] mistake="rare" name="of-all-on-file" lang="zh"
# 除成了全部在册的客户。没有交易的不在任何一档里，题目只数有交易的。
# %% [markdown] mistake="rare" name="of-all-on-file" lang="en"
# This was divided by everybody on file. Those without a transaction are in no class; only the others count here.
# %% mistake="rare" name="five-as-in-the-lesson" may_be_right=true
rare = 100 * rfm.levels(rfm.score(habits, k=5)).loc[("frequency", 1), "share"]
# %% [markdown] mistake="rare" name="five-as-in-the-lesson" lang="zh"
# 档数少了：课上是五档，题目要十档。
# %% [markdown] mistake="rare" name="five-as-in-the-lesson" lang="en"
# Too few classes: the lesson had five, and the question asks for ten.
# %% mistake="rare" name="a-count" credit=.5
rare = rfm.levels(rfm.score(habits, k=10)).loc[("frequency", 1), "n"]
# %% [markdown] mistake="rare" name="a-count" lang="zh"
# 这是人数；题目要占百分之几。
# %% [markdown] mistake="rare" name="a-count" lang="en"
# That is a number of people; the question asks for a percentage.
# %% [markdown] hint="rare" lang="zh"
# 先打分，再看各档的表，课上做过五档。
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
# Four groups, resampled twenty times, are in `back`. What is the lowest mean `jaccard` of a group? (The row `all` is the mean of the groups, and not a group.) Store it in `come_back`, with at least three decimals.
# %% answer="come_back" points=2 objective="S3" digits=3
come_back = back["jaccard"].drop("all").min()
# %% mistake="come_back" name="mean-of-all"
come_back = back["jaccard"]["all"]
# %% [markdown] mistake="come_back" name="mean-of-all" lang="zh"
# 这是四群的平均。平均好看，可能有一群散得多；要用这一群的人，先看它自己。
# %% [markdown] mistake="come_back" name="mean-of-all" lang="en"
# That is the mean of four. It may look good while one group falls apart; whoever means to use that group looks at it alone.
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
# 按余额（`assets`）在20万元处划一条线，名字从低到高是`mass`、`upper`。高端（`upper`）拿着全部资产的百分之几？存入`upper_share`，至少保留一位小数。
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
# ## 7 高端客户养得起客户经理吗？
#
# 只给第6题线上面的客户配，一位管100位（人数不满也要一位），一年24万元；每1万元资产一年毛利80元（都是假定；没有客户经理，这些毛利也在）。高端的毛利减去客户经理的成本，一年是多少万元？存入`net`，至少保留一位小数。
# %% [markdown] ask="net" lang="en"
# ## 7 Can the upper tier carry its managers' cost?
#
# Only customers above question 6's cut get a relationship manager, who looks after 100 customers (round up) for 240,000 yuan a year; 10,000 yuan of assets bring a margin of 80 a year (all assumed; the margin is there without managers too). What is the upper tier's margin less the managers' cost, in units of 10,000 yuan a year? Store it in `net`, with at least one decimal.
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
# %% mistake="net" name="in-yuan" credit=.5
upper = tiers.summary(assets, tiers.cut(assets, [200_000], ["mass", "upper"]), load={"upper": 100}).loc["upper"]
net = upper["assets"] / 10_000 * 80 - upper["managers"] * 240_000
# %% [markdown] mistake="net" name="in-yuan" lang="zh"
# 算对了，可是单位是元；题目要万元。
# %% [markdown] mistake="net" name="in-yuan" lang="en"
# The sum is right, but in yuan; the question asks for units of 10,000.
# %% mistake="net" name="part-managers" credit=.5 may_be_right=true
upper = tiers.summary(assets, tiers.cut(assets, [200_000], ["mass", "upper"]), load={"upper": 100}).loc["upper"]
net = upper["assets"] / 10_000 * 80 / 10_000 - upper["n"] * 0.24
# %% [markdown] mistake="net" name="part-managers" lang="zh"
# 成本按每位2,400元算了；人数不满100也要请一位整的。
# %% [markdown] mistake="net" name="part-managers" lang="en"
# The cost was taken as 2,400 each; part of a hundred takes a whole manager.
# %% mistake="net" name="rounded-down" credit=.5 may_be_right=true
upper = tiers.summary(assets, tiers.cut(assets, [200_000], ["mass", "upper"]), load={"upper": 100}).loc["upper"]
net = upper["assets"] / 10_000 * 80 / 10_000 - upper["n"] // 100 * 24
# %% [markdown] mistake="net" name="rounded-down" lang="zh"
# 客户经理少了一位：不满100的那些客户，也要有人管。
# %% [markdown] mistake="net" name="rounded-down" lang="en"
# One manager is missing: the customers beyond the full hundreds need one too.
# %% [markdown] hint="net" lang="zh"
# 用第6题的线，汇总时加`load={"upper": 100}`。
# %% [markdown] hint="net" lang="en"
# Take question 6's cut, and add `load={"upper": 100}` to the summary.
# %% [markdown] hint="net" lang="zh"
# 资产先化成万元，乘80元，再化成万元。
# %% [markdown] hint="net" lang="en"
# Divide assets by 10,000, multiply by 80 yuan, and divide by 10,000 again.
# %%
on_file["ten_days"] = (on_file["app_days"] >= 10).astype(int)
on_file["any_business"] = on_file.index.isin(year["customer"]).astype(int)
on_file["has_assets"] = (on_file["balance"] >= 50_000).astype(int)
on_file["days_or_assets"] = on_file[["ten_days", "has_assets"]].max(axis=1)
on_file["busy"] = on_file.index.isin(habits.query("frequency >= 12").index).astype(int)
# %% [markdown] ask="at_best" lang="zh"
# ## ★ 8 最宽容地看
#
# 数字部改口：12月用手机银行满10天的（`ten_days`），才有专属联系人。按年龄审查。45至59岁的比值，区间的上端是多少？存入`at_best`，至少保留三位小数。
# %% [markdown] ask="at_best" lang="en"
# ## ★ 8 The most favourable reading
#
# The digital department has changed its mind: a named contact for whoever used the app on 10 days or more in December (`ten_days`). Audit it by age. What is the upper end of the interval for the ratio of ages 45 to 59? Store it in `at_best`, with at least three decimals.
# %% answer="at_best" points=2 objective="K3" digits=3
at_best = fairness.audit(on_file, favoured="ten_days", by="age_band")["ratio_high"]["45-59"]
# %% mistake="at_best" name="point" credit=.5
at_best = fairness.audit(on_file, favoured="ten_days", by="age_band")["ratio"]["45-59"]
# %% [markdown] mistake="at_best" name="point" lang="zh"
# 这是比值本身。连区间的上端都在五分之四以下，才能说比值低于五分之四。
# %% [markdown] mistake="at_best" name="point" lang="en"
# That is the ratio itself. Only when even the upper end is below four fifths may we say that the ratio is.
# %% mistake="at_best" name="share-not-ratio"
at_best = fairness.audit(on_file, favoured="ten_days", by="age_band")["high"]["45-59"]
# %% [markdown] mistake="at_best" name="share-not-ratio" lang="zh"
# 这是占比的区间，还没有和参照组比。
# %% [markdown] mistake="at_best" name="share-not-ratio" lang="en"
# That is the interval of the share, not yet compared with the reference.
# %% mistake="at_best" name="low-end" credit=.5
at_best = fairness.audit(on_file, favoured="ten_days", by="age_band")["ratio_low"]["45-59"]
# %% [markdown] mistake="at_best" name="low-end" lang="zh"
# 这是区间的下端；最宽容地看，要取上端。
# %% [markdown] mistake="at_best" name="low-end" lang="en"
# That is the lower end of the interval; the most favourable reading is the upper end.
# %% mistake="at_best" name="oldest" credit=.5
at_best = fairness.audit(on_file, favoured="ten_days", by="age_band")["ratio_high"]["60+"]
# %% [markdown] mistake="at_best" name="oldest" lang="zh"
# 这是60岁以上的；题目问45至59岁。
# %% [markdown] mistake="at_best" name="oldest" lang="en"
# That is for ages 60 and over; the question asks for 45 to 59.
# %% mistake="at_best" name="six-days"
at_best = fairness.audit(on_file.assign(six=on_file["app_days"] >= 6), favoured="six", by="age_band")["ratio_high"]["45-59"]
# %% [markdown] mistake="at_best" name="six-days" lang="zh"
# 这是课上满6天的规则；这里要满10天（`ten_days`）。
# %% [markdown] mistake="at_best" name="six-days" lang="en"
# That is the lesson's rule of 6 days; here it is 10 (`ten_days`).
# %% [markdown] hint="at_best" lang="zh"
# 课上的审查，换一个`favoured`。
# %% [markdown] hint="at_best" lang="en"
# The lesson's audit, with another `favoured`.
# %% [markdown] hint="at_best" lang="zh"
# 列是`ratio_high`，行是`45-59`。
# %% [markdown] hint="at_best" lang="en"
# The column is `ratio_high`, the row `45-59`.
# %%
rules = ["ten_days", "any_business", "has_assets", "days_or_assets", "busy"]
audits = {rule: fairness.audit(on_file, favoured=rule, by="age_band") for rule in rules}
covered = {rule: fairness.covered(on_file, rule, "balance")["value_share"] for rule in rules}
table = pd.DataFrame({"covered": covered})
table["below"] = [(audits[rule]["note"] == "below the bound").sum() for rule in rules]
table["unsure"] = [(audits[rule]["note"] == "cannot tell").sum() for rule in rules]
table.round(2)
# %% [markdown] ask="passing" lang="zh"
# ## ★ 9 覆盖得多，又过得了审查
#
# 五条规则都在`table`里：`covered`是够得上的客户的资产占比（覆盖不等于留住），`below`、`unsure`是低于界限、判断不了的年龄组各有几个（`busy`是全年满12笔的）。哪几条覆盖至少七成资产，而且没有一组低于界限？按表里的次序存入列表`passing`。
# %% [markdown] ask="passing" lang="en"
# ## ★ 9 Covers the assets, passes the audit
#
# `table` holds five rules: `covered` is the share of assets of those who qualify (covered is not retained), `below` and `unsure` the number of age groups below the bound and of those for which we cannot tell (`busy`: 12 transactions in the year or more). Which of them cover at least seven tenths of the assets, with no group below the bound? Store their names, in the table's order, in a list `passing`.
# %% answer="passing" points=2 objective="K3" small=true
passing = table.query("covered >= 0.7 and below == 0").index.tolist()
# %% mistake="passing" name="assets-alone"
passing = table.query("covered >= 0.7").index.tolist()
# %% [markdown] mistake="passing" name="assets-alone" lang="zh"
# 只看了覆盖的资产。`days_or_assets`覆盖得最多，可有年龄组低于界限：有钱的补进来了，没钱又不用手机的还在门外。
# %% [markdown] mistake="passing" name="assets-alone" lang="en"
# Only assets were looked at. `days_or_assets` covers the most, and leaves age groups below the bound: it let in those with money, and not those with neither money nor app.
# %% mistake="passing" name="audit-alone"
passing = table.query("below == 0").index.tolist()
# %% [markdown] mistake="passing" name="audit-alone" lang="zh"
# 只看了审查。`busy`对各年龄差不多，可覆盖的资产不到一半：安静的储户全在门外。
# %% [markdown] mistake="passing" name="audit-alone" lang="en"
# Only the audit was looked at. `busy` treats ages about alike, but covers less than half of the assets: quiet savers are all outside.
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
# 给总经理写五行：（1）建个性化模式，对客户有什么意义，对机构有什么意义，各一条，说明凭数据还是凭道理，各会怎样变坏；（2）线划在20万元，多少客户拿着多少资产；（3）客户经理的成本，高端养不养得起，写明假定，假定变了会怎样，还有哪一样没有试过；（4）哪两样必须统一，哪两样按人来（微笑与效率、专业与情感各用一次）；（5）没有客户经理的人得到什么。写在下面的空单元里。
# %% [markdown] ask="for_it" lang="en"
# ## 10 One page: significance and cost
#
# Five lines for the head of retail: (1) what a personalised service model is good for, one thing for customers and one for the institution, whether from data or from reasoning, and how each would turn bad; (2) with the cut at 200,000 yuan, how many customers hold how much; (3) the managers' cost, whether the upper tier can carry it, with the assumptions, what if they change, and what is untried; (4) two things that must be the same for all, and two that are tailored (use "a smile and efficiency" and "expertise and an emotional bond" once each); (5) what those without a manager get. Write in the empty cell below.
# %% [markdown] written="for_it" points=7 lang="zh"
# （1）对客户：少买错产品，凭道理；拿来专推给不细看的人，就变坏。对机构：没有绑住的高端客户遇到失误以后常常离开，先不出错、再有人跟进，可能留得住；离开有数据，留得住没有试过；把绑住的当忠诚，就变坏。（2）20万元以上的客户占{{100 * tiers.summary(assets, tier)["share"]["upper"]:.0f}}%，拿着{{upper_share:.0f}}%的资产。（3）{{int(upper["managers"])}}位客户经理一年{{int(upper["managers"]) * 24}}万元，毛利减成本{{net:.0f}}万元，养得起；假定一位24万、管100位、每万元80元，毛利要是降一半，就只剩{{net / 2 - int(upper["managers"]) * 12:.0f}}万元。没有客户经理，这些毛利也在；他多带来多少没有试过。（4）统一：定价规则和适当性；按人来：普通客户要微笑与效率，就由他挑渠道；贵宾要专业与情感，就固定一个人；谁今天来办继承，都给懂行的人。（5）其余客户：时限一样，机器不卡，要人就有人。
# %% [markdown] written="for_it" points=7 lang="en"
# (1) For customers: fewer unsuitable products; that is reasoning, and it turns bad when used to pick those who never read. For us: upper-tier customers not bound often leave after a failure, so failing less and following up may keep them; their leaving is in the data, keeping them is untried, and it turns bad when the bound are taken for loyal. (2) {{100 * tiers.summary(assets, tier)["share"]["upper"]:.0f}}% of the customers have 200,000 yuan or more, and hold {{upper_share:.0f}}% of the assets. (3) {{int(upper["managers"])}} managers cost {{int(upper["managers"]) * 240_000:,}} yuan a year; margin less cost is {{net * 10_000:,.0f}}, so the tier can carry it. Assumed: 240,000 a manager, 100 customers each, 80 yuan per 10,000; at half the margin {{10_000 * (net / 2 - int(upper["managers"]) * 12):,.0f}} remain. That margin is there without managers; what they add is untried. (4) The same: pricing rules, and suitability. Tailored: the channel, where ordinary customers want a smile and efficiency; one person who stays, where VIPs want expertise and an emotional bond; and whoever comes about an estate today gets somebody who knows. (5) The others: the same time limits, machines that work, a person on request.
# %% [markdown] rubric="for_it" lang="zh"
# - 2分：客户、机构各一条意义，会怎样变坏（1分），说明凭数据还是凭道理，不写成因果（1分）
# - 1分：客户和资产两个占比都对
# - 2分：成本和毛利有数，说的是“养得起”，不是“挣来的”（1分），假定写明，并说变了会怎样（1分）
# - 1分：两样统一、两样按人来，两组词没有用来给客户分高低
# - 1分：写出没有客户经理的人得到什么
# %% [markdown] rubric="for_it" lang="en"
# - 2 points: one benefit each for customers and institution, and how it turns bad (1); says whether from data or reasoning, and claims no cause (1)
# - 1 point: both shares are right
# - 2 points: cost and margin in figures, as “can carry”, not “earned by” (1); assumptions, and what if they change (1)
# - 1 point: two the same and two tailored; the two pairs of words do not rank customers
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
# > 对客户：不用从头讲起，只练话术就变坏；对银行：可能留住人，绑住的当忠诚就变坏。20万元以上{{100 * tiers.summary(assets, tier)["share"]["upper"]:.0f}}%的客户有{{upper_share:.0f}}%的资产。客户经理{{int(upper["managers"])}}位，一年{{int(upper["managers"]) * 24}}万元，毛利减成本{{net:.0f}}万元，养得起。定价规则、适当性统一；渠道和联系人按人来：要快的给微笑与效率，要商量的给专业与情感。
#
# - 1分：两条意义都有；没说凭什么
# - 1分：两个占比对
# - 1分：成本和毛利有数；假定没写
# - 1分：统一和按人来都有，按需要用了两组词
# - 0分：没有客户经理的人没有提
# %% [markdown] sample="for_it" level="middling" points=4 lang="en"
# > For customers: no telling their story again, bad if it is only a script; for the bank: it may keep them, bad if the bound are taken for loyal. Above 200,000, {{100 * tiers.summary(assets, tier)["share"]["upper"]:.0f}}% of the customers have {{upper_share:.0f}}% of the assets. {{int(upper["managers"])}} managers cost {{int(upper["managers"]) * 240_000:,}} a year, margin less cost {{net * 10_000:,.0f}}, which can be carried. Pricing rules and suitability are the same; channel and contact are tailored: a smile and efficiency for those in a hurry, expertise and a bond for those who need advice.
#
# - 1 point: two benefits; not said on what grounds
# - 1 point: both shares are right
# - 1 point: cost and margin; no assumptions
# - 1 point: the same and tailored, words used by need
# - 0 points: nothing on those without a manager
# %% [markdown] sample="for_it" level="strong" points=7 lang="zh"
# > （1）客户少买错，凭道理，专推给不细看的人就变坏；高端客户失误后离开的比例高，有数据，配了人能不能留住没试过，把绑住的当忠诚就变坏。（2）{{100 * tiers.summary(assets, tier)["share"]["upper"]:.0f}}%的客户，{{upper_share:.0f}}%的资产。（3）{{int(upper["managers"])}}位，{{int(upper["managers"]) * 24}}万元，毛利减成本{{net:.0f}}万元，养得起，不是他们挣来的；一位24万、管100位、每万元80元，哪一个变了都要重算，毛利减半就少一大半。（4）定价规则、时限统一；渠道、联系人按人来：赶时间的要微笑与效率，办大事的要专业与情感，不看他有多少钱。（5）其余的人有好用的机器和开着的窗口。
#
# - 2分：两条，各有依据
# - 1分：占比对
# - 2分：数和假定都有，说了变化
# - 1分：按事不按人分高低
# - 1分：其余的人有着落
# %% [markdown] sample="for_it" level="strong" points=7 lang="en"
# > (1) Customers buy fewer unsuitable products: reasoning, and bad if aimed at those who never read. A larger share of the upper tier leaves after a failure: data; whether a manager keeps them is untried; bad if the bound are taken for loyal. (2) {{100 * tiers.summary(assets, tier)["share"]["upper"]:.0f}}% of the customers, {{upper_share:.0f}}% of the assets. (3) {{int(upper["managers"])}} managers, {{int(upper["managers"]) * 240_000:,}} yuan, margin less cost {{net * 10_000:,.0f}}: they can be carried, which is not that they earned it; 240,000, 100 and 80 are assumed, each change means a new sum, and half the margin takes away more than half. (4) Pricing rules and time limits are the same; channel and contact are tailored: a smile and efficiency for the hurried, expertise and a bond for weighty matters, whatever they own. (5) The others have good machines, and windows that are open.
#
# - 2 points: two benefits, each with its grounds
# - 1 point: shares are right
# - 2 points: figures, assumptions, and what if they change
# - 1 point: by matter, and not by rank
# - 1 point: the others are provided for
# %% [markdown] ask="against" lang="zh"
# ## ★ 11 公平，和一个反例
#
# 数字部坚持`ten_days`。写四句：（1）审查说了什么，带比值、区间和人数；（2）改成哪一条规则，改了以后还有谁在门外；（3）一个不该个性化的场合，不许用课上的例子：对谁，赚了什么，伤了什么，凭哪条规定或哪个道理；（4）改成怎样。写在下面的空单元里。
# %% [markdown] ask="against" lang="en"
# ## ★ 11 Fairness, and a case against
#
# The digital department insists on `ten_days`. Write four sentences: (1) what the audit says, with ratio, interval and number of people; (2) which rule to take instead, and who is still outside; (3) one case, not from the lesson, in which service should not be personalised: for whom, what is gained, what is hurt, by which rule or reason; (4) what to do instead. Write in the empty cell below.
# %% [markdown] written="against" points=5 lang="zh"
# （1）按`ten_days`，60岁以上够得上的占比是参照组的{{audits["ten_days"]["ratio"]["60+"]:.2f}}倍（区间从{{audits["ten_days"]["ratio_low"]["60+"]:.2f}}到{{audits["ten_days"]["ratio_high"]["60+"]:.2f}}，{{int(audits["ten_days"]["n"]["60+"])}}人），45至59岁也低于五分之四。（2）改用`any_business`，覆盖{{100 * covered["any_business"]:.0f}}%的资产，没有年龄组低于界限；全年没有一笔业务的还在门外，到期前要另外问一声。（3）理财页面把刚离婚的客户认出来，推高风险的“翻身”产品：多了销售，伤的是一个正难的人，用的是她没有单独同意的敏感信息，也不合适当性。（4）这样的信息不用；谁来问，都先做同一份风险测评。
# %% [markdown] written="against" points=5 lang="en"
# (1) Under `ten_days` the share of those of 60 and more is {{audits["ten_days"]["ratio"]["60+"]:.2f}} times the reference's (interval {{audits["ten_days"]["ratio_low"]["60+"]:.2f}} to {{audits["ten_days"]["ratio_high"]["60+"]:.2f}}, {{int(audits["ten_days"]["n"]["60+"])}} people); ages 45 to 59 are below four fifths too. (2) Take `any_business`: it covers {{100 * covered["any_business"]:.0f}}% of the assets with no age group below the bound; those without any business in the year are still outside, and are to be asked before something matures. (3) The investment page recognises a woman newly divorced and pushes a high-risk "fresh start": sales are gained, and somebody in trouble is hurt, by sensitive data without her separate consent and against suitability. (4) Such data are not used; whoever asks fills in the same risk questionnaire first.
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
# > 60岁以上是参照组的{{audits["ten_days"]["ratio"]["60+"]:.2f}}倍（从{{audits["ten_days"]["ratio_low"]["60+"]:.2f}}到{{audits["ten_days"]["ratio_high"]["60+"]:.2f}}，{{int(audits["ten_days"]["n"]["60+"])}}人），太低。改用`has_assets`，各年龄都过。反例：给爱看短视频的年轻人推大额分期，利息多了，伤的是还不起的人。改成谁都先算一遍月供。
#
# - 1分：比值、区间、人数都有
# - 0分：没说五万元以下的（约六成客户）都在门外
# - 1分：反例有三样；没有规定或道理
# - 1分：办得到
# %% [markdown] sample="against" level="middling" points=3 lang="en"
# > Those of 60 and more stand at {{audits["ten_days"]["ratio"]["60+"]:.2f}} of the reference ({{audits["ten_days"]["ratio_low"]["60+"]:.2f}} to {{audits["ten_days"]["ratio_high"]["60+"]:.2f}}, {{int(audits["ten_days"]["n"]["60+"])}} people), too low. Take `has_assets`, which passes at every age. Case: large instalment plans pushed to young people who watch many short videos; interest is gained, those who cannot repay are hurt. Instead, everybody works out the monthly payment first.
#
# - 1 point: ratio, interval and n
# - 0 points: not said that all below 50,000 yuan (some six in ten) are outside
# - 1 point: the case has all three; no rule or reason
# - 1 point: it can be done
# %% [markdown] sample="against" level="strong" points=5 lang="zh"
# > （1）`ten_days`下60岁以上是{{audits["ten_days"]["ratio"]["60+"]:.2f}}倍（从{{audits["ten_days"]["ratio_low"]["60+"]:.2f}}到{{audits["ten_days"]["ratio_high"]["60+"]:.2f}}，{{int(audits["ten_days"]["n"]["60+"])}}人），整段在五分之四以下。（2）改用`any_business`；没做过业务的还在门外，写进名单，每年问一次。（3）保险公司看出谁从不细看合同，把免责条款给他折叠起来：少了退保，伤的是他知情的权利；告知要人人一样。（4）免责条款对谁都展开、都讲。
#
# - 1分：数都有
# - 1分：换了规则，说了谁还在门外
# - 2分：对谁、赚什么、伤什么，有道理
# - 1分：办得到
# %% [markdown] sample="against" level="strong" points=5 lang="en"
# > (1) Under `ten_days` those of 60 and more stand at {{audits["ten_days"]["ratio"]["60+"]:.2f}} ({{audits["ten_days"]["ratio_low"]["60+"]:.2f}} to {{audits["ten_days"]["ratio_high"]["60+"]:.2f}}, {{int(audits["ten_days"]["n"]["60+"])}} people), wholly below four fifths. (2) Take `any_business`; those without business are outside, so they are listed and asked once a year. (3) An insurer sees who never reads contracts, and folds the exclusions away for him: fewer cancel, and his right to know is hurt; disclosure must be the same for all. (4) Exclusions are open and explained to everybody.
#
# - 1 point: all figures
# - 1 point: another rule, and who is outside
# - 2 points: for whom, gained, hurt, with a reason
# - 1 point: it can be done
