# %% [markdown] lang="zh"
# # 练习13 一份新的补救办法
#
# B07的主任请你先把账算清，再替她写办法。下面的登记都是合成数据（synthetic data），和真实的机构无关。
#
# 八题自动检查，共16分；两题写文字，共12分，由老师批改。全部做完约45分钟；只做带★的，20分钟。想换成自己的数据，就把`None`改成加引号的学号。
# %% [markdown] lang="en"
# # Exercise 13 A new recovery policy
#
# The manager of B07 asks you to do the sums first, and then to draft the policy with her. The log is synthetic data; it describes no real institution.
#
# Eight questions are checked automatically for 16 points; two are answered in words for 12, marked by your instructor. They take about 45 minutes together, those with a ★ about 20. For data of your own, replace `None` by your student id in quotation marks.
# %% tags=["parameters"]
STUDENT = None
# %%
from fsq_lab import justice, recovery

check = exercise("13_service_recovery", student=STUDENT)
log = check.load("complaints_log")
coded = justice.coded(log)
coded[["cause", "remedy", "lost", "match"]].head(3)
# %% [markdown] ask="missing" lang="zh"
# ## ★ 1 缺的是哪一种公平？
#
# 三位客户（虚构）都得到了补救，各缺一种：分配公平`d`、程序公平`p`还是互动公平`i`？依次存入列表`missing`，例如`["d", "d", "d"]`。
#
# 1. 保险公司第二天就把钱赔足了，电话里却说：“下回看清条款再来。”
# 2. 证券公司客客气气地解释了三遍，系统故障造成的差价一分没有补。
# 3. 银行退了错收的费用，也道了歉；只是四个部门让她填了四遍同一张表。
# %% [markdown] ask="missing" lang="en"
# ## ★ 1 Which kind of justice is missing?
#
# Three customers (invented) were each offered a recovery, and each misses one: distributive justice `d`, procedural justice `p` or interactional justice `i`? Put the letters, in order, into a list `missing`, such as `["d", "d", "d"]`.
#
# 1. An insurer paid in full the next day, and said on the phone: "Read the clauses next time."
# 2. A broker explained it kindly three times, and paid nothing towards the loss that its system fault had caused.
# 3. A bank refunded a wrong fee and apologised; but four departments had her fill in the same form four times.
# %% answer="missing" points=2 objective="K5"
missing = ["i", "d", "p"]
# %% mistake="missing" name="money-first"
missing = ["d", "d", "d"]
# %% [markdown] mistake="missing" name="money-first" lang="zh"
# 三件都归到了钱上。第1件和第3件，钱一分不少；一位被数落了，一位被支使了四遍。
# %% [markdown] mistake="missing" name="money-first" lang="en"
# All three were put down to money. In the first and third not one yuan is missing; one customer was lectured, one was sent round four times.
# %% mistake="missing" name="manner-and-way"
missing = ["p", "d", "i"]
# %% [markdown] mistake="missing" name="manner-and-way" lang="zh"
# 第1件和第3件换了位置。数落人是怎样待人，填四遍表是怎样办事。
# %% [markdown] mistake="missing" name="manner-and-way" lang="en"
# The first and third are swapped. Lecturing is how people are treated; four copies of one form are a matter of process.
# %% mistake="missing" name="kind-is-enough"
missing = ["i", "p", "p"]
# %% [markdown] mistake="missing" name="kind-is-enough" lang="zh"
# 第2件记成了程序。他听明白了，也受了尊重；缺的是那笔差价。
# %% [markdown] mistake="missing" name="kind-is-enough" lang="en"
# The second was put down to procedure. He was heard and treated well; the loss itself is what he still misses.
# %% mistake="missing" name="four-forms"
missing = ["i", "d", "i"]
# %% [markdown] mistake="missing" name="four-forms" lang="zh"
# 第3件记成了互动公平。她得到了道歉，没有人怠慢她；四遍同一张表，问题出在事情怎样办。
# %% [markdown] mistake="missing" name="four-forms" lang="en"
# The third was put down to interactional justice. She was apologised to and nobody was rude; the same form four times is a matter of how things are done.
# %% [markdown] hint="missing" lang="zh"
# 分别问：拿回来的够吗？怎么办的？怎么待人的？
# %% [markdown] hint="missing" lang="en"
# Ask of each: was it enough, how was it done, how was the person treated?
# %% [markdown] hint="missing" lang="zh"
# 三种各用一次。
# %% [markdown] hint="missing" lang="en"
# Each kind is used once.
# %% [markdown] ask="offers" lang="zh"
# ## ★ 2 四种“补救”，四种处理
#
# 网点负责人的授权额度是每件200元，应退的钱不占额度。四件事（虚构），各应当：`p`当场补，`u`上报并告知谁定、哪天，`n`不许这样做？依次存入列表`offers`。
#
# 1. 多收了客户260元手续费，已查清
# 2. 补150元误工费，条件是她在评价器上按“非常满意”
# 3. 客户说误了飞机，要350元，还没有核实
# 4. 三位总来投诉的老客户，劝他们把账户转到别家去
# %% [markdown] ask="offers" lang="en"
# ## ★ 2 Four offers
#
# The manager's delegated authority limit is 200 yuan a case; refunds that are due do not count towards it. For each of four cases (invented): `p` pay on the spot, `u` escalate to the office above and tell who decides and by when, or `n` not to be done at all? Store the letters in this order in a list `offers`.
#
# 1. A customer was overcharged 260 yuan; that is clear
# 2. 150 yuan for lost pay, provided that she presses "very satisfied" on the counter's keypad
# 3. A customer says that he missed his plane and wants 350; nobody has checked it yet
# 4. Three long-standing customers who keep complaining are talked into moving their accounts elsewhere
# %% answer="offers" points=2 objective="S5d"
offers = ["p", "n", "u", "n"]
# %% mistake="offers" name="limit-for-all"
offers = ["u", "n", "u", "n"]
# %% [markdown] mistake="offers" name="limit-for-all" lang="zh"
# 第1件你按额度上报了。多收的钱本来就是她的，应退不占额度，今天就退。
# %% [markdown] mistake="offers" name="limit-for-all" lang="en"
# You escalated the first because of the limit. What was overcharged is her own money; it does not count towards the limit and goes back today.
# %% mistake="offers" name="small-sum"
offers = ["p", "p", "u", "n"]
# %% [markdown] mistake="offers" name="small-sum" lang="zh"
# 第2件额度够，你就补了。补偿换来的好评是假的，下一位主任会拿它当真。
# %% [markdown] mistake="offers" name="small-sum" lang="en"
# You paid the second, since it is within the limit. Praise that was bought is false, and the next manager will take it for true.
# %% mistake="offers" name="hard-customers"
offers = ["p", "n", "u", "p"]
# %% [markdown] mistake="offers" name="hard-customers" lang="zh"
# 第4件你放行了。不满意的人走了，平均分会高，毛病还在；这正是平均数里少了的人。
# %% [markdown] mistake="offers" name="hard-customers" lang="en"
# You let the fourth pass. When dissatisfied people go the mean rises and the fault stays: these are the people who are missing from it.
# %% [markdown] hint="offers" lang="zh"
# 先看有没有拿补偿换东西、把人往外推的；再看钱是应退还是善意，查实没有。
# %% [markdown] hint="offers" lang="en"
# First see where something is bought, or somebody pushed out; then whether money is due or goodwill, and proved or not.
# %% [markdown] hint="offers" lang="zh"
# 有两件不许这样做。
# %% [markdown] hint="offers" lang="en"
# Two of them are not to be done.
# %%
lost = coded.query("cause in ['waiting', 'promise_missed', 'card_kept']")
# %% [markdown] ask="back_more" lang="zh"
# ## 3 又来的多几个百分点？
#
# 丢了时间的投诉（`lost`）：补救不对路的（`misses`），九十天内为同一件事又来（`back_90d`）的比例，比对路的高几个百分点？存入`back_more`，至少保留一位小数。
# %% [markdown] ask="back_more" lang="en"
# ## 3 By how many points do more come back?
#
# For complaints about lost time (`lost`): by how many percentage points is the share that came back within 90 days (`back_90d`) higher where the remedy `misses` than where it fits? Store it in `back_more`, with at least one decimal.
# %% answer="back_more" points=2 objective="K5" digits=1
back_more = 100 * justice.by_match(lost, outcome="back_90d")["share_difference"]["misses"]
# %% mistake="back_more" name="share-itself"
back_more = 100 * justice.by_match(lost, outcome="back_90d")["share"]["misses"]
# %% [markdown] mistake="back_more" name="share-itself" lang="zh"
# 你给的是不对路的那一组自己的比例。对路的也有人又来，要减掉。
# %% [markdown] mistake="back_more" name="share-itself" lang="en"
# This is the share in the one group. Some come back where the remedy fits, too; subtract them.
# %% mistake="back_more" name="who-left"
back_more = 100 * justice.by_match(lost, outcome="left_6m")["share_difference"]["misses"]
# %% [markdown] mistake="back_more" name="who-left" lang="zh"
# 你算的是离开的人。又来和离开是两件事：又来的还在说，走了的已经不说了。
# %% [markdown] mistake="back_more" name="who-left" lang="en"
# You took those who left. To come back and to leave are two things: who comes back still talks to us.
# %% mistake="back_more" name="all-causes" credit=.5
back_more = 100 * justice.by_match(coded, outcome="back_90d")["share_difference"]["misses"]
# %% [markdown] mistake="back_more" name="all-causes" lang="zh"
# 算法对，表不对：你用了全部原因。这一题只看丢了时间的`lost`。
# %% [markdown] mistake="back_more" name="all-causes" lang="en"
# The method is right, the table is not: you took all causes. Here only those in `lost` count.
# %% [markdown] hint="back_more" lang="zh"
# 课上画图的那个函数，结果里有一列是和对路的相差多少。
# %% [markdown] hint="back_more" lang="en"
# The function behind the lesson's chart gives the difference from those where it fits in a column of its own.
# %% [markdown] hint="back_more" lang="zh"
# 比例在0到1之间，化成百分点。
# %% [markdown] hint="back_more" lang="en"
# Shares run from 0 to 1; make it percentage points.
# %% [markdown] ask="answered_change" lang="zh"
# ## 4 喜报上的数
#
# 只数答了问卷、也知道走没走的人（`left_6m`不空），处理以后（`after`）减出事以前（`before`），平均变化几分？存入`answered_change`，至少保留三位小数。
# %% [markdown] ask="answered_change" lang="en"
# ## 4 The good news
#
# Counting only those who answered and of whom it is known whether they left (`left_6m` is not empty), what is the mean change from `before` the failure to `after`? Store it in `answered_change`, with at least three decimals.
# %% answer="answered_change" points=2 objective="S5d" digits=3
answered_change = recovery.paradox(log, baseline="before", rule="answered")["mean_change"]
# %% mistake="answered_change" name="lowest-point"
answered_change = recovery.paradox(log, baseline="at_failure", rule="answered")["mean_change"]
# %% [markdown] mistake="answered_change" name="lowest-point" lang="zh"
# 你从投诉那天算起。从最低点看，谁都升了；悖论说的是比出事以前还高。
# %% [markdown] mistake="answered_change" name="lowest-point" lang="en"
# You began on the day of the complaint. From the lowest point everybody rises; the paradox says higher than before the failure.
# %% mistake="answered_change" name="unchanged-too"
answered_change = recovery.paradox(log, baseline="before", rule="A3")["mean_change"]
# %% [markdown] mistake="answered_change" name="unchanged-too" lang="zh"
# 你把没有得分的人都当作没变，算了进来。这是规则A3，后面要用；喜报只数答了的人。
# %% [markdown] mistake="answered_change" name="unchanged-too" lang="en"
# You let everybody without a rating enter as unchanged. That is rule A3, which comes later; the good news counts only those who answered.
# %% mistake="answered_change" name="not-followed-up" may_be_right=true credit=.5
answered_change = (log["after"] - log["before"]).mean()
# %% [markdown] mistake="answered_change" name="not-followed-up" lang="zh"
# 你数的是答了问卷的所有人。其中有的还不知道走没走（`left_6m`空着），后面几题没法和离开的人放在一起比，这里不算。
# %% [markdown] mistake="answered_change" name="not-followed-up" lang="en"
# You counted everybody who answered. Of some it is not yet known whether they left (`left_6m` is empty); they cannot be set beside leavers in what follows, so they are not counted here.
# %% [markdown] hint="answered_change" lang="zh"
# 课上第6节用的函数，要说清基准和规则。
# %% [markdown] hint="answered_change" lang="en"
# The function of the lesson's section 6; name the baseline and the rule.
# %% [markdown] hint="answered_change" lang="zh"
# 基准是`before`，规则是`answered`。
# %% [markdown] hint="answered_change" lang="en"
# The baseline is `before`, the rule `answered`.
# %% [markdown] ask="with_leavers" lang="zh"
# ## ★ 5 把走了的人数进来
#
# 按规则A1（离开的人取最后一次得分），平均变化几分？存入`with_leavers`，至少保留两位小数。
# %% [markdown] ask="with_leavers" lang="en"
# ## ★ 5 Count those who left
#
# By rule A1 (leavers enter with their last rating), what is the mean change? Store it in `with_leavers`, with at least two decimals.
# %% answer="with_leavers" points=2 objective="S5d"
with_leavers = recovery.by_rule(log)["mean_change"]["A1"]
# %% mistake="with_leavers" name="unchanged"
with_leavers = recovery.by_rule(log)["mean_change"]["A3"]
# %% [markdown] mistake="with_leavers" name="unchanged" lang="zh"
# 你用了A3：走了的人当作一点没变。这样悖论还在，可谁信他们没变？题目问的是A1。
# %% [markdown] mistake="with_leavers" name="unchanged" lang="en"
# You took A3: those who left as if unchanged. Under it the paradox stays, but who believes that? The question is about A1.
# %% mistake="with_leavers" name="answered-alone"
with_leavers = recovery.by_rule(log)["mean_change"]["answered"]
# %% [markdown] mistake="with_leavers" name="answered-alone" lang="zh"
# 这里只有答了的人，和第4题是同一个数；走了的一位也没有进来。
# %% [markdown] mistake="with_leavers" name="answered-alone" lang="en"
# These are the people who answered, as in question 4; nobody who left has been counted.
# %% mistake="with_leavers" name="silent-too" credit=.5
with_leavers = recovery.by_rule(log)["mean_change"]["A5"]
# %% [markdown] mistake="with_leavers" name="silent-too" lang="zh"
# 这是A5：走了的数进来了，留下没答的也当作没变。A1不管没答的。
# %% [markdown] mistake="with_leavers" name="silent-too" lang="en"
# This is A5: those who left are in, and the silent stayers as unchanged. A1 leaves the silent out.
# %% [markdown] hint="with_leavers" lang="zh"
# 课上有一张表，每条规则一行。
# %% [markdown] hint="with_leavers" lang="en"
# The lesson showed a table with a row for each rule.
# %% [markdown] hint="with_leavers" lang="zh"
# 取`mean_change`那一列、A1那一行。
# %% [markdown] hint="with_leavers" lang="en"
# Take the column `mean_change` and the row A1.
# %% [markdown] ask="sure" lang="zh"
# ## ★ 6 哪几条规则下，悖论反过来？
#
# 规则`A1`、`A3`、`A4`、`A5`里，哪几条的结论是“比出事以前差”（`note`以`worse`开头）？按字母次序存入列表`sure`。
# %% [markdown] ask="sure" lang="en"
# ## ★ 6 Under which rules is the paradox reversed?
#
# Of rules `A1`, `A3`, `A4` and `A5`, which end in "worse than before" (their `note` begins with `worse`)? Store them in a list `sure`, in alphabetical order.
# %% answer="sure" points=2 objective="S5d" small=true
sure = [rule for rule in ["A1", "A3", "A4", "A5"] if recovery.by_rule(log)["note"][rule].startswith("worse")]
# %% mistake="sure" name="all-four"
sure = ["A1", "A3", "A4", "A5"]
# %% [markdown] mistake="sure" name="all-four" lang="zh"
# A3也算进去了。按A3悖论还在；不合心意的那条规则也要报出来，连同它的假定。
# %% [markdown] mistake="sure" name="all-four" lang="en"
# You included A3. Under it the paradox stays; the rule that does not suit is reported too, with what it assumes.
# %% mistake="sure" name="means-only"
sure = ["A1", "A5"]
# %% [markdown] mistake="sure" name="means-only" lang="zh"
# A4没有平均数，不等于没有结论：它数几人变差、几人变好。看`note`。
# %% [markdown] mistake="sure" name="means-only" lang="en"
# A4 has no mean, but it has a verdict: it counts who is worse and who is better. Look at `note`.
# %% [markdown] hint="sure" lang="zh"
# 先运行`recovery.by_rule(log)["note"]`，读一遍。
# %% [markdown] hint="sure" lang="en"
# Run `recovery.by_rule(log)["note"]` and read it.
# %% [markdown] hint="sure" lang="zh"
# 不止一条，也不是全部。
# %% [markdown] hint="sure" lang="en"
# More than one, and not all.
# %% [markdown] ask="turning" lang="zh"
# ## 7 降多少就持平？
#
# 按规则A2，离开的人平均变化几分，连他们算在内就正好持平？存入`turning`（下降为负），至少保留两位小数。
# %% [markdown] ask="turning" lang="en"
# ## 7 What fall would cancel it out?
#
# By rule A2: what mean change among leavers would make the overall mean change exactly zero? Store it in `turning` (a fall is negative), with at least two decimals.
# %% answer="turning" points=2 objective="S5d"
turning = recovery.break_even(log)["break_even"]
# %% mistake="turning" name="last-mark"
turning = recovery.break_even(log)["last_known"]
# %% [markdown] mistake="turning" name="last-mark" lang="zh"
# 这是他们到最后一次得分真的降了多少。题目问降多少就够；两个数放在一起看，才知道悖论站不站得住。
# %% [markdown] mistake="turning" name="last-mark" lang="en"
# That is how far they had really fallen by their last rating. The question is which fall is enough; only side by side do the two say something.
# %% mistake="turning" name="mirror"
turning = -recovery.by_rule(log)["mean_change"]["answered"]
# %% [markdown] mistake="turning" name="mirror" lang="zh"
# 你把升的分数反了个号。走的人比答的人少，人少的一边，每人要降得更多才抵得过。
# %% [markdown] mistake="turning" name="mirror" lang="en"
# You only changed the sign of the gain. Fewer left than answered, so each of them has to fall by more to make up for it.
# %% mistake="turning" name="row-of-A2"
turning = recovery.by_rule(log)["mean_change"]["A2"]
# %% [markdown] mistake="turning" name="row-of-A2" lang="zh"
# 你取的是A2那一行的`mean_change`，那是答了的人的平均变化。A2要的是离开的人要降多少。
# %% [markdown] mistake="turning" name="row-of-A2" lang="en"
# You took `mean_change` in the row A2, which is the mean change of those who answered. A2 asks how far leavers must have fallen.
# %% [markdown] hint="turning" lang="zh"
# 课上拖滑块以前，用它算过离开的比例。
# %% [markdown] hint="turning" lang="en"
# Before the sliders the lesson used the same function for the share of leavers.
# %% [markdown] hint="turning" lang="zh"
# 结果里有一项就叫`break_even`。
# %% [markdown] hint="turning" lang="en"
# One entry of its result is called `break_even`.
# %% [markdown] ask="worth" lang="zh"
# ## 8 花得值吗？
#
# 一家证券公司（虚构）200位客户碰上同一个故障。逐位打电话、说明并改正，每位花90元，离开的会从18位降到10位；一位客户一年的毛利是2,400元（都是假定）。只看一年，保住的毛利减去花的钱，是多少元？存入`worth`。
# %% [markdown] ask="worth" lang="en"
# ## 8 Is it worth it?
#
# At a broker (invented) 200 customers met with the same fault. Calling each, explaining and correcting costs 90 yuan a customer and lowers the number who leave from 18 to 10; a customer's yearly margin is 2,400 yuan (all assumed). For one year, how much is the margin kept, less what is spent? Store it in `worth`, in yuan.
# %% answer="worth" points=2 objective="S5d" digits=0
worth = (18 - 10) * 2_400 - 200 * 90
# %% mistake="worth" name="no-cost" credit=.5
worth = (18 - 10) * 2_400
# %% [markdown] mistake="worth" name="no-cost" lang="zh"
# 这是保住的毛利，花的钱还没有减：电话要打给全部200位。
# %% [markdown] mistake="worth" name="no-cost" lang="en"
# This is the margin kept; what is spent has still to be subtracted, and all 200 are called.
# %% mistake="worth" name="only-kept-cost"
worth = (18 - 10) * (2_400 - 90)
# %% [markdown] mistake="worth" name="only-kept-cost" lang="zh"
# 你只给保住的8位算了费用。事先不知道是哪8位，200位都要打。
# %% [markdown] mistake="worth" name="only-kept-cost" lang="en"
# You charged for the 8 who were kept. Nobody knows beforehand which 8, so all 200 are called.
# %% mistake="worth" name="all-at-risk"
worth = 18 * 2_400 - 200 * 90
# %% [markdown] mistake="worth" name="all-at-risk" lang="zh"
# 还有10位照样走了。18位是面临流失的，保住的只是差额。
# %% [markdown] mistake="worth" name="all-at-risk" lang="en"
# Ten leave all the same. 18 are at risk; only the difference is kept.
# %% [markdown] hint="worth" lang="zh"
# 少走几位，值多少；一共花多少。
# %% [markdown] hint="worth" lang="en"
# How many fewer leave, and what are they worth; how much is spent altogether?
# %% [markdown] hint="worth" lang="zh"
# 花钱的是200位，不是8位。
# %% [markdown] hint="worth" lang="en"
# It is 200 that cost money, not 8.
# %% [markdown] ask="plan" lang="zh"
# ## ★ 9 补救方案：还款日，吞了卡
#
# 一位客户来存今天要扣的分期款1,980元，卡被机器吞了；他有38元打车票，还说误工120元，没有证明。你的授权额度是每件200元，开机要两个人。写六行：（1）他丢了什么，哪一件最急；（2）现在就做什么；（3）当面说的两三句话；（4）当场补多少，什么上报，谁哪天答复；（5）哪一句话不能说；（6）回访什么，改什么。双击下面的空单元，写在里面。
# %% [markdown] ask="plan" lang="en"
# ## ★ 9 A recovery plan: swallowed on the day of a payment
#
# A customer came to pay in 1,980 yuan for an instalment that goes out today by direct debit, and the machine swallowed his card. He has a taxi receipt of 38 yuan, and puts his lost pay at 120, without proof. Your delegated authority limit is 200 yuan a case; it takes two people to open a machine. Write six lines: (1) what he lost, and what is most pressing; (2) what is done now; (3) the two or three sentences that you say; (4) what is paid on the spot, what is escalated, who answers by when; (5) which sentence must not be said; (6) what is followed up, and what is changed. The cell below is yours: double-click it and write.
# %% [markdown] written="plan" points=7 lang="zh"
# （1）他丢了时间，丢了还款的路，还有打车的38元；最急的是今天的扣款。（2）凭身份证在窗口把1,980元存进账户，给回单；机器停用。（3）“吞卡是我们的机器出了错，对不起。钱我现在陪您存上。卡五点半两个人开机取，您可以等，也可以现在换新卡，不收钱。”（4）38元有票，当场补；120元请他补证明，今天报主任，星期五前由主任答复。（5）不说“保证不会逾期”“这台机器以后不会再吞”。（6）今晚查扣款，没成就打电话，写明原因申请更正；投诉照常登记；查这个月还有谁被吞了卡，主动联系。
# %% [markdown] written="plan" points=7 lang="en"
# (1) He lost time, a way to pay, and 38 yuan; most pressing is today's direct debit. (2) With his ID the 1,980 is paid into the account at the window, with a receipt; the machine is closed. (3) "Our machine failed when it kept your card; I'm sorry. I'll go with you now to pay the money in. The card is taken out at half past five by two of us; you may wait, or have a new one now, free." (4) The 38 has a receipt and is paid now; for the 120 he is asked for proof, and it is escalated to the manager today, who answers by Friday. (5) Not "you certainly won't be overdue", not "this machine won't do it again". (6) Tonight the direct debit is checked; if it failed, he is called and a correction filed, with the cause. The complaint is logged all the same; whoever else lost a card this month is called.
# %% [markdown] rubric="plan" lang="zh"
# - 1分：分开了几种损失，并说扣款最急
# - 2分：没有卡也先把钱存上（1分），卡给出时间或两条路，守住两人开机（1分）
# - 1分：当面的话认一件具体的事，还的不是礼品
# - 2分：38元当场补，不拿它换好评、换撤诉（1分）；误工上报，写明谁、哪天，不拆单（1分）
# - 1分：有一句不能说的话，并有查得到的回访和改进
# %% [markdown] rubric="plan" lang="en"
# - 1 point: tells the losses apart, and the direct debit comes first
# - 2 points: the money is paid in without the card (1); the card has a time or two ways, and two people open the machine (1)
# - 1 point: the words admit one specific thing, and give back no gift
# - 2 points: 38 on the spot, not in exchange for praise or a withdrawn complaint (1); the lost pay escalated with who and by when, the claim not split (1)
# - 1 point: a sentence that must not be said, and a follow-up and a change that can be checked
# %% [markdown] sample="plan" level="weak" points=0 lang="zh"
# > 客户很急，我先送一份礼品，请他别生气。保证十分钟把卡取出来，绝不会逾期。打车和误工一共158元，没超过200，都给他，请他给个好评。以后加强设备管理。
#
# - 0分：没有分开损失，扣款没有提
# - 0分：没有卡就没有存钱，“十分钟”守不住
# - 0分：没有认什么，还的是礼品
# - 0分：38元拿去换了好评；误工没有证明也付了
# - 0分：不能说的话恰恰说了，没有回访
# %% [markdown] sample="plan" level="weak" points=0 lang="en"
# > He is in a hurry, so first a gift, and I ask him not to be angry. I promise the card within ten minutes, and that he won't be overdue. Taxi and lost pay are 158, within 200; I pay it all and ask for good marks. We will manage our machines better.
#
# - 0 points: losses are not told apart, the direct debit is not mentioned
# - 0 points: no card, no deposit; "ten minutes" cannot be kept
# - 0 points: admits nothing, gives a gift
# - 0 points: the 38 buys good marks; the lost pay is paid without proof
# - 0 points: says what must not be said; no follow-up
# %% [markdown] sample="plan" level="middling" points=4 lang="zh"
# > 最急的是今天扣款，他也丢了时间和38元。先带他到窗口用身份证存钱。我说：“机器吞了您的卡，是我们的错，钱先存上。”卡我尽快取。38元现在给；误工报上去，等通知。不能说“保证不逾期”。
#
# - 1分：损失和先后都有
# - 1分：钱先存上；取卡是“尽快”，没有时间
# - 1分：认了机器的错
# - 1分：38元当场补；误工没有谁、哪天
# - 0分：有不能说的话，没有回访和改进
# %% [markdown] sample="plan" level="middling" points=4 lang="en"
# > Most pressing is today's direct debit; he also lost time and 38 yuan. I take him to the window to pay in with his ID and say: "The machine kept your card, that's our fault; let's pay in first." The card I get as soon as I can. 38 now; the lost pay is escalated, he will hear. I must not say "you won't be overdue".
#
# - 1 point: losses, and which comes first
# - 1 point: pays in first; the card comes "as soon as I can", without a time
# - 1 point: admits the machine's fault
# - 1 point: 38 on the spot; for the lost pay no name and no day
# - 0 points: a sentence not to be said, but no follow-up and no change
# %% [markdown] sample="plan" level="strong" points=7 lang="zh"
# > （1）丢了还款的路、时间和38元，扣款最急。（2）窗口凭身份证存1,980元，机器贴停用。（3）“我们的机器吞了您的卡，对不起。现在先把钱存上；卡下班前两个人开机取，等不了就换新卡，免费。”（4）38元现在补；120元请补单位证明，今天报主任，周四下班前她给您电话。（5）不说“一定不会上征信”。（6）晚上查扣款，告诉他结果；投诉登记；把这台机器一个月的吞卡次数报上去，定哪天修。
#
# - 1分：三种损失，扣款最急
# - 2分：先存钱；卡有两条路，两个人开机
# - 1分：认了吞卡，还的是时间和路
# - 2分：38元当场，120元有谁有哪天
# - 1分：不能说的话，回访和改进都查得到
# %% [markdown] sample="plan" level="strong" points=7 lang="en"
# > (1) He lost a way to pay, time and 38 yuan; the direct debit is most pressing. (2) 1,980 in at the window with his ID; a closed sign on the machine. (3) "Our machine kept your card; I'm sorry. We pay in first. The card comes out before closing, two of us open; or a new one now, free." (4) 38 now; for the 120 a note from his employer, escalated today; the manager calls him by Thursday evening. (5) Not "nothing will show on your record". (6) Tonight I check and tell him; the complaint is logged; the number of cards the machine kept this month is reported, with a day for the repair.
#
# - 1 point: three losses, the direct debit first
# - 2 points: pays in first; two ways to a card, two people open the machine
# - 1 point: admits the fault, gives back time and a way
# - 2 points: 38 at once; 120 with who and by when
# - 1 point: what is not said; follow-up and change can be checked
# %% [markdown] ask="news" lang="zh"
# ## 10 喜报怎么改
#
# 分行的喜报写着：“补救以后，客户比出事以前更满意，礼品送得值。”改成四句：数的是谁，几个人，几分；谁没有数进来；按两条说得出名字的规则各是什么，哪一条规则下悖论还在；礼品这一句还能不能说。写在下面的空单元里。
# %% [markdown] ask="news" lang="en"
# ## 10 Correct the good news
#
# The bank's note says: "After our recovery customers are more satisfied than before the failure; the gifts were worth it." Make four sentences of it: who was counted, how many, what change; who was not counted; what two named rules give, and under which rule the paradox stays; and whether anything can still be said of the gifts. Write in the empty cell below.
# %% [markdown] written="news" points=5 lang="zh"
# 答了问卷的{{recovery.by_rule(log)["n_answered"]["A1"]}}人，处理以后和出事以前相比，平均变化{{answered_change:+.2f}}分。没有数进来的是离开的{{recovery.by_rule(log)["n_leavers"]["A1"]}}人和留下没答的{{recovery.by_rule(log)["n_silent"]["A1"]}}人。按A1（离开的人取最后一次得分）是{{with_leavers:.2f}}分，按A4（离开的算变差）变差的比变好的多；按A3（没有得分的人都算不变），悖论还在。礼品不能说值：丢了时间的客户，拿礼品的比补救对路的又来的多{{back_more:.0f}}个百分点，不过这不是试验，只能说有关。
# %% [markdown] written="news" points=5 lang="en"
# {{recovery.by_rule(log)["n_answered"]["A1"]}} people answered; on average their rating changed by {{answered_change:+.2f}} from before the failure. Not counted are {{recovery.by_rule(log)["n_leavers"]["A1"]}} who left and {{recovery.by_rule(log)["n_silent"]["A1"]}} who stayed without answering. By A1 (leavers with their last rating) it is {{with_leavers:.2f}}, and under A4 (leavers count as worse) more are worse than better; under A3 (whoever has no rating is unchanged) the paradox stays. That the gifts were worth it cannot be said: of customers who lost time, {{back_more:.0f}} percentage points more came back after a gift than where the remedy fitted, though this is no experiment, and we can only say that the two go together.
# %% [markdown] rubric="news" lang="zh"
# - 1分：说清只数了答了的人，有人数和分数
# - 1分：说出离开的人没有数进来
# - 2分：两条规则有名字、有结果（1分），说出A3下悖论还在（1分）
# - 1分：礼品一句改成“有关”或不能说，不写成因果
# %% [markdown] rubric="news" lang="en"
# - 1 point: only those who answered were counted, with number and change
# - 1 point: says that those who left were not counted
# - 2 points: two rules by name with their results (1); says that under A3 the paradox stays (1)
# - 1 point: on gifts "goes together" or nothing, no cause
# %% [markdown] sample="news" level="weak" points=0 lang="zh"
# > 补救以后客户更满意，样本很大，结果显著，这就是服务补救悖论。礼品有效，建议加大预算。
#
# - 0分：没说数的是谁
# - 0分：没有提离开的人
# - 0分：没有规则
# - 0分：把礼品写成了原因
# %% [markdown] sample="news" level="weak" points=0 lang="en"
# > Customers are more satisfied after our recovery; the sample is large and the result significant: the service recovery paradox. Gifts work, so raise the budget.
#
# - 0 points: not said who was counted
# - 0 points: those who left are not mentioned
# - 0 points: no rules
# - 0 points: gifts as a cause
# %% [markdown] sample="news" level="middling" points=3 lang="zh"
# > {{recovery.by_rule(log)["n_answered"]["A1"]}}位答卷的人平均升了{{answered_change:.2f}}分。走了的人没有算。按A1和A4算，都是变差，所以悖论是假的。礼品没有用，是它把客户送走的。
#
# - 1分：人数和分数都有
# - 1分：说到走了的人
# - 1分：两条规则有名字有结果；没有提A3
# - 0分：“把客户送走”是因果
# %% [markdown] sample="news" level="middling" points=3 lang="en"
# > {{recovery.by_rule(log)["n_answered"]["A1"]}} people answered and rose by {{answered_change:.2f}}. Those who left are not counted. By A1 and A4 both, it gets worse, so the paradox is false. The gifts were useless; they drove customers away.
#
# - 1 point: number and change
# - 1 point: mentions those who left
# - 1 point: two rules with results; A3 is not mentioned
# - 0 points: "drove away" is a cause
# %% [markdown] sample="news" level="strong" points=5 lang="zh"
# > 答了的{{recovery.by_rule(log)["n_answered"]["A1"]}}人平均{{answered_change:+.2f}}分。另有{{recovery.by_rule(log)["n_leavers"]["A1"]}}人走了，没有分。A1下是{{with_leavers:.2f}}，A4下变差的多；A3下悖论还在，前提是走了的人一点没变，我们不信。礼品值不值，这些数说不了；丢时间的人里，拿礼品的又来的多，两件事有关。
#
# - 1分：数的是谁，几个人，几分
# - 1分：走了的人
# - 2分：A1、A4有结果，A3也说了
# - 1分：只说有关
# %% [markdown] sample="news" level="strong" points=5 lang="en"
# > The {{recovery.by_rule(log)["n_answered"]["A1"]}} who answered changed by {{answered_change:+.2f}} on average. {{recovery.by_rule(log)["n_leavers"]["A1"]}} left and have no rating. A1 gives {{with_leavers:.2f}}, and under A4 more are worse; under A3 the paradox stays, if those who left had not changed, which we do not believe. Whether gifts are worth it these figures cannot say; of those who lost time, more came back after a gift, so the two go together.
#
# - 1 point: who, how many, how much
# - 1 point: those who left
# - 2 points: A1 and A4 with results, A3 said too
# - 1 point: says only that they go together
