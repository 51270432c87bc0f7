# %% [markdown] lang="zh"
# # 练习09 一份维护计划
#
# 客户经理请你先把账算清，再替一个层级写一份客户关系维护计划。数据都是合成数据（synthetic data），和真实的机构无关。
#
# 前八题由程序批改，满分16分；后两题是文字，满分12分，老师批改。时间约45分钟，带★的约17分钟。要用自己的一份数据，把`None`换成自己的学号，两边加引号。
# %% [markdown] lang="en"
# # Exercise 09 A maintenance plan
#
# The manager asks you to do the sums first, and then to write a plan of customer relationship maintenance for one tier. It is synthetic data, and no real institution is meant by it.
#
# The program marks the first eight (16 points), your instructor the two in words (12). Allow 45 minutes, or 17 for those with a ★. To work on data of your own, write your student id, in quotation marks, where it says `None`.
# %% tags=["parameters"]
STUDENT = None
# %%
from fsq_lab import budget, campaigns, early_warning, maintenance_plan, retention

check = exercise("09_maintaining_relationships", student=STUDENT)
customers, balances = check.load("customers"), check.load("balances")
contacts, log = check.load("contacts"), check.load("complaints_log")
signals = early_warning.signals(customers, balances, "2025-06", log)
# %% [markdown] ask="kinds" lang="zh"
# ## ★ 1 哪一种维护？
#
# 证券公司和保险公司（虚构）做了四件事。各是硬件`h`、软件（服务）`s`、功能`f`还是心理`p`？依次存入列表`kinds`，例如`["h", "h", "h", "h"]`。
#
# 1. 客户换了工作，保险公司和他重新看一遍保额够不够，不够也不催
# 2. 交易软件加了大字版，登录不再卡住
# 3. 大跌那天，投资顾问一位一位打电话，听客户把话说完
# 4. 理赔从四个部门签字改成一个人办到底，每天告诉客户到了哪一步
# %% [markdown] ask="kinds" lang="en"
# ## ★ 1 Which kind of maintenance?
#
# Brokers and insurers (invented) did four things. Was it facilities `h`, service `s`, product function `f` or the emotional bond `p`? Store one letter for each, in this order, in a list `kinds`: `["h", "h", "h", "h"]`.
#
# 1. A customer has changed jobs; his insurer goes through his cover with him again, without pressing him
# 2. The trading app got large type and no longer hangs at log-in
# 3. On the day of a steep fall advisers ring up one customer after another and hear them out
# 4. Claims used to need four signatures; now one person sees each through, and tells the customer every day how far it is
# %% answer="kinds" points=2 objective="K4"
kinds = ["f", "h", "p", "s"]
# %% mistake="kinds" name="people-are-bond"
kinds = ["f", "h", "p", "p"]
# %% [markdown] mistake="kinds" name="people-are-bond" lang="zh"
# 第4件归到了心理。客户心里是踏实了，可改的是流程：维护的是什么，看动了什么。
# %% [markdown] mistake="kinds" name="people-are-bond" lang="en"
# The fourth was put down to the bond. The customer feels safer, but what changed is a process: ask what was worked on.
# %% mistake="kinds" name="software-is-programs"
kinds = ["f", "s", "p", "s"]
# %% [markdown] mistake="kinds" name="software-is-programs" lang="zh"
# 第2件，交易软件是“软件”，却不是软件维护：在这里它和机器、网点一样是设施。
# %% [markdown] mistake="kinds" name="software-is-programs" lang="en"
# The second: an app is software to an engineer. Here it is a facility like machines and outlets; service means manner, process, skill.
# %% mistake="kinds" name="talk-is-bond"
kinds = ["p", "h", "p", "s"]
# %% [markdown] mistake="kinds" name="talk-is-bond" lang="zh"
# 第1件谈了一次话，就记成了心理。谈的是保额合不合用，是功能。
# %% [markdown] mistake="kinds" name="talk-is-bond" lang="en"
# Because they talked, the first went to the bond. They talked about whether the cover fits: product function.
# %% [markdown] hint="kinds" lang="zh"
# 问一句：动的是设施、办事的办法、产品，还是情分？
# %% [markdown] hint="kinds" lang="en"
# Ask what was worked on: a thing, a way of working, a product, an attachment?
# %% [markdown] hint="kinds" lang="zh"
# 四种各用一次。
# %% [markdown] hint="kinds" lang="en"
# Each kind is used once.
# %% [markdown] ask="calls" lang="zh"
# ## ★ 2 这通电话能打吗？
#
# 四通电话（虚构），各是：`s`服务，没有营销同意也能打；`c`营销，有同意才能打；`n`不许打？依次存入列表`calls`。
#
# 1. 客户同意过营销，上个月在电话里说“别再打来推销了”；这次想介绍新存款
# 2. 客户没有同意过营销；她的存款被系统多扣了一笔，告诉她已经退回
# 3. 客户的存款月底到期，想约他谈谈别的产品
# 4. 客户没有同意过营销；先回答他的投诉，“顺便”介绍一款产品
# %% [markdown] ask="calls" lang="en"
# ## ★ 2 May this call be made?
#
# Four calls (invented): is it `s` service, which needs no consent to marketing; `c` marketing, only with consent; or `n` not to be made? Store one letter for each, in this order, in a list `calls`.
#
# 1. A customer once consented to marketing, and said last month on the phone, "Stop ringing to sell me things"; there is a new deposit to tell him of
# 2. A customer never consented; the system took a sum too much from her account, and she is told that it is back
# 3. A customer's deposit matures at the end of the month; he is to be asked to a talk about other products
# 4. A customer never consented; his complaint is answered, and "by the way" a product is mentioned
# %% answer="calls" points=2 objective="S3"
calls = ["n", "s", "c", "n"]
# %% mistake="calls" name="once-consented"
calls = ["c", "s", "c", "n"]
# %% [markdown] mistake="calls" name="once-consented" lang="zh"
# 第1通按从前的同意打了。后来的“别再打”比从前的同意大，说一次就停。
# %% [markdown] mistake="calls" name="once-consented" lang="en"
# The first relied on the old consent. A later no outweighs it, and once is enough.
# %% mistake="calls" name="begins-as-service"
calls = ["n", "s", "c", "s"]
# %% [markdown] mistake="calls" name="begins-as-service" lang="zh"
# 第4通开头是服务，后一半是营销，没有同意。投诉单独回，别“顺便”。
# %% [markdown] mistake="calls" name="begins-as-service" lang="en"
# The fourth begins as service and goes on as marketing without consent. Answer the complaint, and nothing by the way.
# %% mistake="calls" name="maturity-is-service"
calls = ["n", "s", "s", "n"]
# %% [markdown] mistake="calls" name="maturity-is-service" lang="zh"
# 第3通不是到期提醒。约他是要谈别的产品，那是营销。
# %% [markdown] mistake="calls" name="maturity-is-service" lang="en"
# The third is no reminder. He is asked to come about other products, which is marketing.
# %% [markdown] hint="calls" lang="zh"
# 先问为谁打：为他的事，还是为卖？再看同意，最后看有没有说过“不”。
# %% [markdown] hint="calls" lang="en"
# For whose sake is it, for his affairs or for a sale? Then consent, and last whether he has said no.
# %% [markdown] hint="calls" lang="zh"
# 有两通不许打。
# %% [markdown] hint="calls" lang="en"
# Two are not to be made.
# %% [markdown] ask="with_signs" lang="zh"
# ## 3 多少人有走的信号？
#
# 2025年6月的`signals`里，`complained`、`failure`、`falling`、`quiet`四种走的信号至少有一种的，有多少位客户？存入`with_signs`。
# %% [markdown] ask="with_signs" lang="en"
# ## 3 How many show a sign of leaving?
#
# In `signals` of June 2025, how many customers show at least one of the four signs of leaving, `complained`, `failure`, `falling`, `quiet`? Store it in `with_signs`.
# %% answer="with_signs" points=2 objective="S3" digits=0
with_signs = (signals[["complained", "failure", "falling", "quiet"]].sum(axis=1) > 0).sum()
# %% mistake="with_signs" name="counted-twice" credit=.5
with_signs = signals[["complained", "failure", "falling", "quiet"]].sum().sum()
# %% [markdown] mistake="with_signs" name="counted-twice" lang="zh"
# 这是信号的个数。一个人可以有两三种，打电话只打一次，要数人。
# %% [markdown] mistake="with_signs" name="counted-twice" lang="en"
# These are signs. Somebody may show two or three and is called once: count people.
# %% mistake="with_signs" name="maturity-too"
with_signs = (signals[["complained", "failure", "falling", "quiet", "matures"]].sum(axis=1) > 0).sum()
# %% [markdown] mistake="with_signs" name="maturity-too" lang="zh"
# 到期也数进来了。到期是联系的由头，不是走的信号。
# %% [markdown] mistake="with_signs" name="maturity-too" lang="en"
# Maturity is counted as well. It is an occasion to talk and no sign of leaving.
# %% [markdown] hint="with_signs" lang="zh"
# 课上看“什么信号也没有的人”时，每人加过一遍。
# %% [markdown] hint="with_signs" lang="en"
# When the lesson looked for those without a sign, it added up each person's signs.
# %% [markdown] hint="with_signs" lang="zh"
# 和大于0的行有几行？
# %% [markdown] hint="with_signs" lang="en"
# In how many rows is the sum above 0?
# %%
free = retention.after_first_failure(balances, customers).query("bound == 0")
curves = retention.survival(free, "duration", "left", by="tier")
# %% [markdown] ask="middle_gone" lang="zh"
# ## 4 中端客户，半年走了多少？
#
# 从`curves`看，中端客户（`middle`）在第一次失误后六个月以内离开的占百分之几？存入`middle_gone`，至少保留一位小数。
# %% [markdown] ask="middle_gone" lang="en"
# ## 4 The middle tier after half a year
#
# By `curves`, what percentage of the tier `middle` has left within six months of the first failure? Store it in `middle_gone`, with at least one decimal.
# %% answer="middle_gone" points=2 objective="S3" digits=1
middle_gone = 100 * (1 - curves.loc["middle", "survival"].iloc[-1])
# %% mistake="middle_gone" name="still-there"
middle_gone = 100 * curves.loc["middle", "survival"].iloc[-1]
# %% [markdown] mistake="middle_gone" name="still-there" lang="zh"
# 这是还在的。题目问走了的，用100去减。
# %% [markdown] mistake="middle_gone" name="still-there" lang="en"
# These are still there. Who has gone is 100 less this.
# %% mistake="middle_gone" name="upper-tier"
middle_gone = 100 * (1 - curves.loc["upper", "survival"].iloc[-1])
# %% [markdown] mistake="middle_gone" name="upper-tier" lang="zh"
# 这是高端客户的数，课上算过；换成中端客户。
# %% [markdown] mistake="middle_gone" name="upper-tier" lang="en"
# This is the upper tier, as in the lesson; take the middle one.
# %% [markdown] hint="middle_gone" lang="zh"
# 课上第5节揭晓那次猜测的一行，换一个层级。
# %% [markdown] hint="middle_gone" lang="en"
# The line that settled the bet of section 5, with another tier.
# %% [markdown] hint="middle_gone" lang="zh"
# `survival`那一列的最后一个数，是还在的比例。
# %% [markdown] hint="middle_gone" lang="en"
# The last number in the column `survival` is the share still there.
# %%
past = early_warning.signals(customers, balances, ["2024-07", "2024-10", "2025-01"], log)
chance = early_warning.fit(past).predict(signals)
# %% [markdown] ask="found" lang="zh"
# ## 5 一百五十通，找到几成？
#
# 按`chance`从高到低打150通（结果在`signals["leaves"]`），要离开的人里找到百分之几？存入`found`，至少保留一位小数。
# %% [markdown] ask="found" lang="en"
# ## 5 What share do 150 calls find?
#
# With 150 calls from the highest `chance` down (what happened is in `signals["leaves"]`), what percentage of all who leave is found? Store it in `found`, with at least one decimal.
# %% answer="found" points=2 objective="S3" digits=1
found = 100 * early_warning.threshold(chance, signals["leaves"], calls=150)["found_share"]
# %% mistake="found" name="share-of-calls"
found = 100 * early_warning.threshold(chance, signals["leaves"], calls=150)["hit_share"]
# %% [markdown] mistake="found" name="share-of-calls" lang="zh"
# 这是150通里命中的比例，除的是电话数；题目要除以离开的人数。
# %% [markdown] mistake="found" name="share-of-calls" lang="en"
# That is the share of hits among calls. The question divides by those who leave.
# %% mistake="found" name="hits-themselves" may_be_right=true
found = early_warning.threshold(chance, signals["leaves"], calls=150)["hits"]
# %% [markdown] mistake="found" name="hits-themselves" lang="zh"
# 这是命中的人数，还没有除以要离开的总人数。
# %% [markdown] mistake="found" name="hits-themselves" lang="en"
# This is the number of hits, not yet divided by all who leave.
# %% [markdown] hint="found" lang="zh"
# 先把`early_warning.threshold(chance, signals["leaves"], calls=150)`整个看一遍。
# %% [markdown] hint="found" lang="en"
# First look at all of `early_warning.threshold(chance, signals["leaves"], calls=150)`.
# %% [markdown] hint="found" lang="zh"
# 找到的占比那一项叫`found_share`，在0到1之间。
# %% [markdown] hint="found" lang="en"
# The entry is called `found_share` and runs from 0 to 1.
# %%
situations = maintenance_plan.situations(customers, signals, on="2025-06-30")
plan = pd.DataFrame(
    [
        ("any", "any", "any", "B1", "service", "branch", 180, "message", "not_needed", "after 2"),
        ("any", "any", "failure", "B2", "service", "manager", 30, "telephone", "needed", "solved"),
        ("upper", "any", "quiet", "B3", "marketing", "manager", 30, "visit", "needed", "after 3"),
    ],
    columns=maintenance_plan.COLUMNS,
)
maintenance_plan.check(plan)
# %% [markdown] ask="may_visit" lang="zh"
# ## 6 把计划改好，再看能去谁家
#
# `plan`有两处毛病：失误的说明（第1行，从0数起）不该要同意；上门营销（第2行）少了“拒绝就停”，改成`refusal; after 3`。在`plan`上改好，再连同`contacts`看今天该做什么：第2行里，今天可以上门（`to do`）的有几位？存入`may_visit`。
# %% [markdown] ask="may_visit" lang="en"
# ## 6 Mend the plan, then see whom it may visit
#
# `plan` has two faults: explaining a failure (row 1, counted from 0) should not need consent; the visit (row 2, marketing) does not stop at a refusal and should say `refusal; after 3`. Mend both in `plan`, then see with `contacts` what is to be done today: how many of row 2 may be visited today (`to do`)? Store it in `may_visit`.
# %% answer="may_visit" points=2 objective="S3" digits=0
plan.loc[1, "consent"] = "not_needed"
plan.loc[2, "stop_rule"] = "refusal; after 3"
to_do = maintenance_plan.actions(plan, situations, contacts).query("rule == 2")
may_visit = (to_do["note"] == "to do").sum()
# %% mistake="may_visit" name="history-forgotten" may_be_right=true
plan.loc[1, "consent"] = "not_needed"
plan.loc[2, "stop_rule"] = "refusal; after 3"
to_do = maintenance_plan.actions(plan, situations).query("rule == 2")
may_visit = (to_do["note"] == "to do").sum()
# %% [markdown] mistake="may_visit" name="history-forgotten" lang="zh"
# 联系记录没有放进来：拒绝过的、刚联系过的，又要被打扰一次。
# %% [markdown] mistake="may_visit" name="history-forgotten" lang="en"
# Earlier contacts are left out: those who refused or were just contacted are disturbed again.
# %% mistake="may_visit" name="everybody-in-the-row"
plan.loc[1, "consent"] = "not_needed"
plan.loc[2, "stop_rule"] = "refusal; after 3"
to_do = maintenance_plan.actions(plan, situations, contacts).query("rule == 2")
may_visit = len(to_do)
# %% [markdown] mistake="may_visit" name="everybody-in-the-row" lang="zh"
# 这一行管的人都数了。没有同意的、拒绝过的、不到日子的，今天都不去。
# %% [markdown] mistake="may_visit" name="everybody-in-the-row" lang="en"
# Everybody whom the row covers was counted. Who has not consented, has refused or is not yet due is left alone today.
# %% [markdown] hint="may_visit" lang="zh"
# 改一格用`plan.loc[行, "列"] = "值"`，课上改过；改完再用`check`看是不是空表。
# %% [markdown] hint="may_visit" lang="en"
# A cell is changed by `plan.loc[row, "column"] = "value"`, as in the lesson; then `check` should give an empty table.
# %% [markdown] hint="may_visit" lang="zh"
# `actions`的结果里，`rule`是第几行，`note`是能不能做。
# %% [markdown] hint="may_visit" lang="en"
# In the result of `actions`, `rule` is the row and `note` says whether it may be done.
# %%
choices = pd.DataFrame({"customer": list("aabbccdd"), "cost": [20, 120] * 4})
choices["value"] = [90, 200, 30, 260, 60, 150, 100, 180]
# %% [markdown] ask="kept" lang="zh"
# ## 7 三百元，怎么花最值？
#
# `choices`里有四位客户，每位可以打电话（20元）或者上门（120元），各保住多少价值都写着（假定）。每位至多一种，预算300元，最多保住多少？存入`kept`。
# %% [markdown] ask="kept" lang="en"
# ## 7 The best use of 300 yuan
#
# `choices` holds four customers; each may be rung up (20 yuan) or visited (120), with the value that it keeps (assumed). With at most one for each and a budget of 300 yuan, how much can be kept at most? Store it in `kept`.
# %% answer="kept" points=2 objective="S3" digits=0
kept = budget.last_yuan(choices, [300], one_of="customer")["value"].iloc[0]
# %% mistake="kept" name="both-for-one"
kept = budget.last_yuan(choices, [300])["value"].iloc[0]
# %% [markdown] mistake="kept" name="both-for-one" lang="zh"
# 有客户又接电话又被上门，价值算了两遍。每位至多一种，要告诉程序。
# %% [markdown] mistake="kept" name="both-for-one" lang="en"
# Some customer is both rung up and visited, and counts twice. Tell the program: at most one for each.
# %% mistake="kept" name="best-ratio-first"
kept = 100 + 90 + 60 + 260
# %% [markdown] mistake="kept" name="best-ratio-first" lang="zh"
# 这是每元最划算的先挑：三通电话加一次上门，剩下120元没处花。有些人换成上门，总数更高。
# %% [markdown] mistake="kept" name="best-ratio-first" lang="en"
# That takes the best per yuan first: three calls and a visit, with 120 left over. Visiting some instead keeps more altogether.
# %% [markdown] hint="kept" lang="zh"
# 课上第9节的函数，预算可以只给一档：`[300]`。
# %% [markdown] hint="kept" lang="en"
# The function of the lesson's section 9; the list of budgets may hold just `[300]`.
# %% [markdown] hint="kept" lang="zh"
# `one_of`写哪一列每个值至多选一次。
# %% [markdown] hint="kept" lang="en"
# `one_of` names the column of which each value is chosen at most once.
# %% [markdown] ask="by_calls" lang="zh"
# ## ★ 8 到了2025年4月，电话多带来多少？
#
# 2024年11月的活动，改看2025年4月的余额（`after="2025-04"`）：打了的比没打的多涨百分之几？存入`by_calls`，至少保留一位小数。
# %% [markdown] ask="by_calls" lang="en"
# ## ★ 8 What had the calls added by April 2025?
#
# The campaign of November 2024, by the balances of April 2025 (`after="2025-04"`): by how many per cent did those called rise more than those held back? Store it in `by_calls`, with at least one decimal.
# %% answer="by_calls" points=2 objective="S3" digits=1
by_calls = campaigns.effect(campaigns.rises(contacts, balances, after="2025-04"))["percent"]["difference"]
# %% mistake="by_calls" name="before-and-after"
by_calls = campaigns.effect(campaigns.rises(contacts, balances, after="2025-04"))["percent"]["called"]
# %% [markdown] mistake="by_calls" name="before-and-after" lang="zh"
# 这是打了的人涨了多少。没打的也从最低点涨了回来，要减去。
# %% [markdown] mistake="by_calls" name="before-and-after" lang="en"
# This is how those called rose. Those not called came back from their low as well; take that off.
# %% mistake="by_calls" name="without-a-call"
by_calls = campaigns.effect(campaigns.rises(contacts, balances, after="2025-04"))["percent"]["held_back"]
# %% [markdown] mistake="by_calls" name="without-a-call" lang="zh"
# 这是不打也会涨的，只是要减去的那一半。
# %% [markdown] mistake="by_calls" name="without-a-call" lang="en"
# This is what comes without a call, the part to be taken off.
# %% [markdown] hint="by_calls" lang="zh"
# 课上第10节的两步：先`rises`，再`effect`；只换月份。
# %% [markdown] hint="by_calls" lang="en"
# The two steps of section 10, `rises` and then `effect`, with another month.
# %% [markdown] hint="by_calls" lang="zh"
# 三行里取`difference`那一行的`percent`。
# %% [markdown] hint="by_calls" lang="en"
# Of the three rows take `percent` of the row `difference`.
# %%
mine = pd.DataFrame(
    [
        ("any", "any", "any", "C1", "service", "branch", 180, "message", "not_needed", "after 2"),
        ("any", "settled", "matures", "C2", "marketing", "manager", 30, "telephone", "needed", "refusal"),
        ("middle", "any", "matures", "C3", "marketing", "manager", 60, "message", "needed", "refusal"),
    ],
    columns=maintenance_plan.COLUMNS,
)
maintenance_plan.check(mine)
# %% [markdown] ask="own_plan" lang="zh"
# ## ★ 9 替一个层级写维护计划
#
# 给来行五年以上的中端客户写计划，共五行：（1）遇到失误；（2）余额连降三个月；（3）存款到期；（4）没有信号；（5）怎么知道这份计划有没有用。前四行每行写明：做什么（说出属于四种维护的哪一种）、谁做、几天以内、隔多久、什么渠道、要不要同意、什么时候停。也把前四行写进上面的`mine`（原来的C2、C3互相矛盾：来行五年以上的中端客户到期，归哪一行管？），查到空表，一起交。文字写在下面的空单元里，双击就能写。
# %% [markdown] ask="own_plan" lang="en"
# ## ★ 9 A maintenance plan for one tier
#
# Write a plan for customers of the middle tier who have been here five years or more, in five lines: (1) met with a failure; (2) balance falling three months; (3) a deposit matures; (4) no signal; (5) how will you know whether the plan works? Each of the first four says: what (and which of the four kinds it is), who, within how many days, how often, which channel, consent or not, when to stop. Put the first four into the table `mine` above as well, until its check is empty, and hand it in (its C2 and C3 contradict each other: which of them covers a settled customer of the middle tier at maturity?). Double-click the empty cell below to write in it.
# %% [markdown] written="own_plan" points=7 lang="zh"
# （1）失误：客户经理三天以内打电话，说明原因和怎么改（软件），七天后再问一次办好没有；服务，不用同意，解决就停，不推销。（2）余额连降：客户经理两周以内打电话，问有没有什么没办好、产品还合不合用（功能），60天一次，只谈他的事；服务，不用同意，两次没有结果就停。（3）到期：到期前十天客户经理打电话，问这笔钱什么时候用（功能）；要介绍产品，先看营销同意和风险评估；30天一次，拒绝就停，最多两次。（4）没有信号：网点每半年一条短信，告诉他机器和时间有什么变化（硬件），一年最多两条，说不要就停。（5）第（2）行抽签留一半先不打，三个月后比两半离开和余额的差，连同区间报；失误和投诉不抽签，都做。
# %% [markdown] written="own_plan" points=7 lang="en"
# (1) Failure: the manager rings within three days to explain what happened and what is changed (service), and asks again after seven whether it is done; service, no consent needed, stops when solved, sells nothing. (2) Falling: the manager rings within two weeks and asks what went wrong and whether products still fit (function), every 60 days, about his affairs only; service, no consent, stops after two without result. (3) Maturity: ten days before, the manager rings to ask when the money is needed (function); products only with consent to marketing and a valid risk assessment; every 30 days, stops at a refusal, twice at most. (4) No signal: a message from the branch every half-year on changed machines and hours (facilities), two a year at most, stops when unwanted. (5) In line 2 half is held back by lot; after three months the halves are compared in leaving and balances, with an interval. Failures and complaints are not drawn: all are answered.
# %% [markdown] rubric="own_plan" lang="zh"
# - 2分：四行的做法对得上信号，说出的维护种类对（错一处扣1分）
# - 2分：每行有谁、几天以内、隔多久、渠道（少一样扣1分）
# - 2分：服务和营销分开，营销要同意、拒绝就停（1分），每行都有停止规则（1分）
# - 1分：用抽签留出的一半看效果，欠客户的服务不抽签
# %% [markdown] rubric="own_plan" lang="en"
# - 2 points: all four actions fit their signals, and the kinds are right (less 1 for each slip)
# - 2 points: every line has who, within how long, how often, channel (less 1 for each missing)
# - 2 points: service and marketing kept apart, marketing with consent and a stop at refusal (1); a stop rule in every line (1)
# - 1 point: a half held back by lot shows the effect, and service that is owed is not drawn
# %% [markdown] sample="own_plan" level="weak" points=1 lang="zh"
# > 失误了就送礼品道歉。余额降了马上打电话推荐理财。到期的天天联系，直到续存。没有信号的逢年过节问候，心理维护。看余额涨没涨。
#
# - 1分：问候属于心理，说对了；失误送礼、余额降了就推销，对不上
# - 0分：没有谁，没有几天
# - 0分：没有同意，“直到续存”就是不停
# - 0分：只看涨没涨，没有留一半
# %% [markdown] sample="own_plan" level="weak" points=1 lang="en"
# > After a failure apologise with a present. When the balance falls, ring at once and recommend products. At maturity contact them daily until they renew. Without a signal send greetings on holidays, for the bond. See whether balances rise.
#
# - 1 point: greetings do belong to the bond; a present for a failure and selling on a fall do not fit
# - 0 points: no who, no days
# - 0 points: no consent, and "until they renew" never stops
# - 0 points: looks at the rise alone, nobody held back
# %% [markdown] sample="own_plan" level="middling" points=4 lang="zh"
# > （1）失误三天以内客户经理打电话说明（软件），解决就停。（2）余额降了一个月以内打电话问原因（功能），问两次就停。（3）到期前十天打电话，有同意才谈产品，拒绝就停。（4）半年发一条短信（硬件）。（5）比打以前和打以后的余额。
#
# - 2分：四行都对得上信号
# - 1分：谁和隔多久不是每行都有
# - 1分：营销有同意有拒绝；第四行没有停止规则
# - 0分：比前后，没有留一半
# %% [markdown] sample="own_plan" level="middling" points=4 lang="en"
# > (1) Failure: within three days the manager rings to explain (service), until solved. (2) Falling: a call within a month to ask why (function), twice at most. (3) Ten days before maturity a call, products only with consent, stops at a no. (4) A message every half-year (facilities). (5) Compare balances before and after.
#
# - 2 points: all four fit their signals
# - 1 point: who and how often are not in every line
# - 1 point: marketing has consent and refusal; the fourth line has no stop
# - 0 points: before and after, nobody held back
# %% [markdown] sample="own_plan" level="strong" points=7 lang="zh"
# > （1）失误：客户经理，两天以内电话说明怎么改（软件），一周后再问一次，服务不用同意，解决就停。（2）连降：客户经理，两周以内电话，问产品合不合用（功能），60天一次，服务，两次为止，不推销。（3）到期：客户经理，提前十天电话（功能），谈产品要营销同意，30天一次，拒绝就停，最多两次。（4）没有信号：网点，每180天一条短信讲新设施（硬件），回复不要就停。（5）第二行抽签留一半，三个月后比离开的比例，带区间；失误的都联系，不抽签。
#
# - 2分：做法和种类都对
# - 2分：谁、几天、间隔、渠道都有
# - 2分：服务和营销分开，每行有停
# - 1分：留一半，欠的服务不抽签
# %% [markdown] sample="own_plan" level="strong" points=7 lang="en"
# > (1) Failure: manager, by phone within two days, what is mended (service), once more after a week, no consent needed, until solved. (2) Falling: manager, by phone within two weeks, do products still fit (function), every 60 days, service, twice at most, no selling. (3) Maturity: manager, by phone ten days before (function), products with consent only, every 30 days, stops at a refusal, twice at most. (4) No signal: branch, a message on new facilities every 180 days, stops when told so. (5) Half of line 2 is held back by lot, shares of leavers compared after three months with an interval; after a failure everybody is contacted.
#
# - 2 points: actions and kinds are right
# - 2 points: who, days, interval, channel are there
# - 2 points: service and marketing apart, a stop in every line
# - 1 point: half held back, owed service not drawn
# %% [markdown] ask="script" lang="zh"
# ## 10 一通守得住“不”的电话
#
# 刘先生（虚构）同意过营销，存款下周到期。写出电话里你说的四句话：（1）开头：你是谁，为什么打，问现在方便吗；（2）问他的需要，一句；（3）他说：“不用了，以后别打了。”你怎么答；（4）挂了以后你记下什么。不许劝第二次。
# %% [markdown] ask="script" lang="en"
# ## 10 A call that respects a no
#
# Mr Liu (invented) has consented to marketing, and his deposit matures next week. Write four things: (1) your opening: who you are, why you ring, whether it suits him; (2) one question about his needs; (3) he says, "No thanks, and please don't ring again": your answer; (4) what you record afterwards. No second attempt.
# %% [markdown] written="script" points=5 lang="zh"
# （1）“刘先生您好，我是城南支行的小王。您有一笔存款下周三到期，来电是提醒您，也想问一句打算；现在方便吗？”（2）“这笔钱，您近一年里要用吗？”（3）“好的，营销电话今天就停，短信也停。到期后按您原来的约定处理；有事您随时找我们。打扰了，再见。”（4）记下：今天、电话、本人拒绝营销，全部渠道停；到期按原约定；投诉和失误的服务照旧，不借机推销。
# %% [markdown] written="script" points=5 lang="en"
# (1) "Good morning, Mr Liu, this is Wang from the South Branch. A deposit of yours matures next Wednesday; I'm calling to remind you and to ask what you have in mind. Is this a good moment?" (2) "Will you need this money within the year?" (3) "Certainly. Marketing calls stop today, and messages too. The deposit is handled as you arranged; if you need anything, we're here. Sorry to have disturbed you, goodbye." (4) Recorded: today, by phone, he himself refused marketing, all channels stop; maturity as arranged; service after complaints and failures goes on, without selling.
# %% [markdown] rubric="script" lang="zh"
# - 1分：开头说清是谁、为什么打，问方不方便
# - 1分：问的是他的需要，不是产品
# - 2分：答应停（1分），不问为什么、不劝、不拿好处换（1分）
# - 1分：记下日期、拒绝的是营销、哪些渠道停，服务照旧
# %% [markdown] rubric="script" lang="en"
# - 1 point: says who and why, and asks whether it suits
# - 1 point: asks about his needs and not about a product
# - 2 points: agrees to stop (1); does not ask why, persuade or offer anything for it (1)
# - 1 point: records the day, that marketing is refused, which channels stop, and that service goes on
# %% [markdown] sample="script" level="weak" points=0 lang="zh"
# > “刘先生，恭喜您成为我们的贵宾。有一款产品收益很高，今天是最后一天。”他说别打了：“您再听我说一分钟，很多客户都后悔没买。”记下：下周再打。
#
# - 0分：没说是谁，也没问方便不方便
# - 0分：说的是产品
# - 0分：没有停，还劝
# - 0分：记的是再打
# %% [markdown] sample="script" level="weak" points=0 lang="en"
# > "Mr Liu, congratulations, you are our guest of honour. We have a product with a high yield, and today is the last day." He says no: "Just one minute more, many are sorry they didn't buy." Recorded: ring next week.
#
# - 0 points: not who, not whether it suits
# - 0 points: speaks of a product
# - 0 points: does not stop, and persuades
# - 0 points: records another call
# %% [markdown] sample="script" level="middling" points=3 lang="zh"
# > “您好，我是城南支行小王，您的存款下周到期，现在方便说话吗？”“您这笔钱打算什么时候用？”他说别打了：“好的，以后不打了。能告诉我是哪里没做好吗？”记下：客户不需要。
#
# - 1分：开头完整
# - 1分：问了需要
# - 1分：答应停；又追问为什么
# - 0分：没有日期、渠道，也没说拒绝的是营销
# %% [markdown] sample="script" level="middling" points=3 lang="en"
# > "Good morning, Wang from the South Branch. Your deposit matures next week; can you talk now?" "When will you need the money?" He says no: "Certainly, I won't ring again. May I ask what we did wrong?" Recorded: customer not interested.
#
# - 1 point: a full opening
# - 1 point: asks about needs
# - 1 point: agrees to stop, but asks why
# - 0 points: no day, no channels, not that marketing was refused
# %% [markdown] sample="script" level="strong" points=5 lang="zh"
# > “刘先生您好，城南支行小王，您的存款下周三到期，提醒您一声，方便说一分钟吗？”“这笔钱您什么时候要用？”“好的，今天起不再给您打营销电话、发营销短信，存款按您原来定的办。谢谢，再见。”记下：9月3日本人来电中拒绝营销，电话短信全停；到期按约定，服务通知照发。
#
# - 1分：是谁、为什么、方便吗
# - 1分：问需要
# - 2分：停了，没有问也没有劝
# - 1分：日期、营销、渠道、服务都有
# %% [markdown] sample="script" level="strong" points=5 lang="en"
# > "Good morning, Mr Liu, Wang from the South Branch. Your deposit matures on Wednesday; I wanted to remind you. Do you have a minute?" "When will you need the money?" "Certainly; from today no marketing calls or messages, and the deposit as you arranged. Thank you, goodbye." Recorded: 3 September, he refused marketing himself, calls and messages stop; maturity as arranged, service notices go on.
#
# - 1 point: who, why, does it suit
# - 1 point: asks about needs
# - 2 points: stops, neither asks nor persuades
# - 1 point: day, marketing, channels and service
