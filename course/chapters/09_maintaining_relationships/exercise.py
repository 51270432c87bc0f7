# %% [markdown] lang="zh"
# # 练习09 一份维护计划
#
# 客户经理请你先把账算清，再替一个层级写一份客户关系维护计划。数据都是合成数据（synthetic data），和真实的机构无关。
#
# 前八题由程序批改，满分16分；后两题是文字，满分12分，老师批改。时间约45分钟，带★的约20分钟。要用自己的一份数据，把`None`换成自己的学号，两边加引号。
# %% [markdown] lang="en"
# # Exercise 09 A maintenance plan
#
# The manager asks you to do the sums first, and then to write a plan of customer relationship maintenance for one tier. It is synthetic data, and no real institution is meant by it.
#
# The program marks the first eight (16 points), your instructor the two in words (12). Allow 45 minutes, or 20 for those with a ★. To work on data of your own, write your student id, in quotation marks, where it says `None`.
# %% tags=["parameters"]
STUDENT = None
# %%
from fsq_lab import campaigns, early_warning, maintenance_plan, retention

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
# Securities companies and insurers (invented) did four things. Was it facilities `h`, service `s`, product function `f` or the emotional bond `p`? Store one letter for each, in this order, in a list `kinds`: `["h", "h", "h", "h"]`.
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
# %% mistake="kinds" name="talk-is-service"
kinds = ["f", "h", "s", "s"]
# %% [markdown] mistake="kinds" name="talk-is-service" lang="zh"
# 第3件记成了服务。电话里没有办事，听客户把话说完，守的是信任，是心理。
# %% [markdown] mistake="kinds" name="talk-is-service" lang="en"
# The third was put down to service. Nothing was transacted on the phone; hearing people out keeps their trust: the bond.
# %% [markdown] hint="kinds" lang="zh"
# 问一句：动的是设施、办事的办法、产品，还是情分？
# %% [markdown] hint="kinds" lang="en"
# Ask what was worked on: a thing, a way of working, a product, goodwill?
# %% [markdown] hint="kinds" lang="zh"
# 四种各用一次。
# %% [markdown] hint="kinds" lang="en"
# Each kind is used once.
# %% [markdown] ask="methods" lang="zh"
# ## ★ 2 用的是哪一种方法？
#
# 四家机构（虚构）做了四件事。各是上门`v`、超值`x`、知识`k`、情感`e`、顾问式`c`还是交叉销售`s`？依次存入列表`methods`。
#
# 1. 证券公司和一家工厂约好星期三，带着设备去给财务办开户
# 2. 基金公司请老客户听一小时“费率怎么看”，不卖产品
# 3. 保险公司先问家里谁在挣钱、怕什么，再把三种保法的好处和坏处摆出来
# 4. 客户买过车险，也同意过营销；问过房子的情况，给他介绍家财险
# %% [markdown] ask="methods" lang="en"
# ## ★ 2 Which method?
#
# Four institutions (invented) did four things. Was it a visit `v`, extra value `x`, knowledge `k`, emotional `e`, consultative `c` or cross-selling `s`? Store one letter for each, in this order, in a list `methods`.
#
# 1. A securities company makes an appointment with a factory for Wednesday and brings the equipment to open its accounts there
# 2. A fund company invites clients to an hour on how to read fees, and sells nothing
# 3. An insurer asks who earns in the family and what they fear, then lays out three ways of cover, good sides and bad
# 4. A customer has car insurance and consented to marketing; having asked about his home, they tell him of a home policy
# %% answer="methods" points=2 objective="K4"
methods = ["v", "k", "c", "s"]
# %% mistake="methods" name="visit-as-extra"
methods = ["x", "k", "c", "s"]
# %% [markdown] mistake="methods" name="visit-as-extra" lang="zh"
# 第1件记成了超值。开户是本来要办的事，没有在合同以外帮忙；换的只是地方，是上门。
# %% [markdown] mistake="methods" name="visit-as-extra" lang="en"
# The first was taken for extra value. Opening accounts is the business itself and no favour beyond it; only the place is another: a visit.
# %% mistake="methods" name="three-products-sell"
methods = ["v", "k", "s", "s"]
# %% [markdown] mistake="methods" name="three-products-sell" lang="zh"
# 第3件记成了交叉销售。先问需要，再把好坏一起摆出来，由客户定，是顾问式；交叉销售从产品说起。
# %% [markdown] mistake="methods" name="three-products-sell" lang="en"
# The third was taken for cross-selling. Needs first, then good and bad sides side by side, and the customer decides: consultative. Cross-selling starts from a product.
# %% mistake="methods" name="asked-so-consultative"
methods = ["v", "k", "c", "c"]
# %% [markdown] mistake="methods" name="asked-so-consultative" lang="zh"
# 第4件问过房子，就记成了顾问式。没有比几种办法，介绍的是另一类产品：交叉销售。
# %% [markdown] mistake="methods" name="asked-so-consultative" lang="en"
# Since they asked about his home, the fourth was taken for consultative. Nothing was compared; another kind of product was offered: cross-selling.
# %% [markdown] hint="methods" lang="zh"
# 看怎么做：到客户那里、讲明白、先问再比、介绍另一类产品，还是帮合同以外的忙？
# %% [markdown] hint="methods" lang="en"
# See how it is done: going there, explaining, asking and comparing, offering another kind of product, or a favour beyond the contract?
# %% [markdown] hint="methods" lang="zh"
# 四个字母都不同。
# %% [markdown] hint="methods" lang="en"
# The four letters all differ.
# %% [markdown] ask="calls" lang="zh"
# ## 3 这通电话能打吗？
#
# 四通电话（虚构），各是：`s`服务，没有营销同意也能打；`c`营销，有同意才能打；`n`不许打？依次存入列表`calls`。
#
# 1. 客户同意过营销，上个月在电话里说“别再打来推销了”；这次想介绍新存款
# 2. 客户没有同意过营销；她的存款被系统多扣了一笔，告诉她已经退回
# 3. 客户的存款月底到期，想约他谈谈别的产品
# 4. 客户没有同意过营销；先回答他的投诉，“顺便”介绍一款产品
# %% [markdown] ask="calls" lang="en"
# ## 3 May this call be made?
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
# %% mistake="calls" name="fourth-with-consent"
calls = ["n", "s", "c", "c"]
# %% [markdown] mistake="calls" name="fourth-with-consent" lang="zh"
# 第4通记成了“有同意才能打”。题里写明客户没有同意过，所以不许打；投诉单独回。
# %% [markdown] mistake="calls" name="fourth-with-consent" lang="en"
# The fourth was given as "only with consent". The customer never consented, so it is not to be made; answer the complaint alone.
# %% mistake="calls" name="consent-not-mentioned"
calls = ["n", "s", "n", "n"]
# %% [markdown] mistake="calls" name="consent-not-mentioned" lang="zh"
# 第3通没有写有没有同意：有，才能打，这正是`c`。
# %% [markdown] mistake="calls" name="consent-not-mentioned" lang="en"
# Of the third nothing says whether he consented: if he did, it may be made, which is just what `c` means.
# %% [markdown] hint="calls" lang="zh"
# 先问为谁打：为他的事，还是为卖？再看同意，最后看有没有说过“不”。
# %% [markdown] hint="calls" lang="en"
# For whose sake is it, for his affairs or for a sale? Then consent, and last whether he has said no.
# %% [markdown] hint="calls" lang="zh"
# 有两通不许打。
# %% [markdown] hint="calls" lang="en"
# Two are not to be made.
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
# These are still there. The share that has gone is 100 minus this.
# %% mistake="middle_gone" name="upper-tier"
middle_gone = 100 * (1 - curves.loc["upper", "survival"].iloc[-1])
# %% [markdown] mistake="middle_gone" name="upper-tier" lang="zh"
# 这是高端客户的数，课上算过；换成中端客户。
# %% [markdown] mistake="middle_gone" name="upper-tier" lang="en"
# This is the upper tier, as in the lesson; take the middle one.
# %% mistake="middle_gone" name="followed-or-not" may_be_right=true
middle_gone = 100 * free.query("tier == 'middle'")["left"].mean()
# %% [markdown] mistake="middle_gone" name="followed-or-not" lang="zh"
# 这是离开的除以全部。跟踪不满六个月的也算了进去，好像他们一定不走；从`curves`取。
# %% [markdown] mistake="middle_gone" name="followed-or-not" lang="en"
# This divides leavers by all, as if those not followed for six months could not have left; take it from `curves`.
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
# %% [markdown] ask="in_vain" lang="zh"
# ## 5 一百五十通，白打几成？
#
# 按`chance`从高到低打150通（结果在`signals["leaves"]`），白打的占这150通的百分之几？存入`in_vain`，至少保留一位小数。
# %% [markdown] ask="in_vain" lang="en"
# ## 5 What share of 150 calls is in vain?
#
# With 150 calls from the highest `chance` down (what happened is in `signals["leaves"]`), what percentage of these calls is in vain? Store it in `in_vain`, with at least one decimal.
# %% answer="in_vain" points=2 objective="S3" digits=1
in_vain = 100 * (1 - early_warning.threshold(chance, signals["leaves"], calls=150)["hit_share"])
# %% mistake="in_vain" name="hundred-calls" may_be_right=true
in_vain = 100 * (1 - early_warning.threshold(chance, signals["leaves"], calls=100)["hit_share"])
# %% [markdown] mistake="in_vain" name="hundred-calls" lang="zh"
# 这是课上的100通。多打的50通里，白打的更多。
# %% [markdown] mistake="in_vain" name="hundred-calls" lang="en"
# These are the lesson's 100 calls. Of the 50 more, even more are in vain.
# %% mistake="in_vain" name="leavers-missed"
in_vain = 100 * (1 - early_warning.threshold(chance, signals["leaves"], calls=150)["found_share"])
# %% [markdown] mistake="in_vain" name="leavers-missed" lang="zh"
# 这是要离开的人里没有找到的，除的是离开的人；题目除的是150通。
# %% [markdown] mistake="in_vain" name="leavers-missed" lang="en"
# This is the share of leavers who were missed. The question divides by the 150 calls.
# %% [markdown] hint="in_vain" lang="zh"
# 先把`early_warning.threshold(chance, signals["leaves"], calls=150)`整个看一遍。
# %% [markdown] hint="in_vain" lang="en"
# First look at all of `early_warning.threshold(chance, signals["leaves"], calls=150)`.
# %% [markdown] hint="in_vain" lang="zh"
# `hit_share`是命中的占比，在0到1之间；白打的是其余。
# %% [markdown] hint="in_vain" lang="en"
# `hit_share` is the share of hits, from 0 to 1; the rest is in vain.
# %%
situations = maintenance_plan.situations(customers, signals, on="2025-06-30")
plan = pd.DataFrame(
    [
        ("any", "any", "any", "B1", "service", "branch", 180, "message", "not_needed", "after 2"),
        ("any", "any", "failure", "B2", "service", "manager", 30, "telephone", "not_needed", "solved"),
        ("upper", "any", "quiet", "B3", "marketing", "manager", 30, "visit", "needed", "after 3"),
    ],
    columns=maintenance_plan.COLUMNS,
)
maintenance_plan.check(plan)
# %% [markdown] ask="may_visit" lang="zh"
# ## 6 把计划改好，再看能去谁家
#
# `plan`有一处毛病：上门营销（第2行，从0数起）少了“拒绝就停”。在`plan`上改成`refusal; after 3`，再连同`contacts`看今天该做什么：第2行（B3，`rule`是2）里，今天可以上门（`to do`）的有几位？存入`may_visit`。
# %% [markdown] ask="may_visit" lang="en"
# ## 6 Correct the plan, then see who may be visited
#
# `plan` has a fault: the visit (row 2, counted from 0; marketing) does not stop at a refusal. Make its stop rule in `plan` say `refusal; after 3`, then see with `contacts` what is to be done today: how many of row 2 (B3, where `rule` is 2) may be visited today (`to do`)? Store it in `may_visit`.
# %% answer="may_visit" points=2 objective="S3" digits=0
plan.loc[2, "stop_rule"] = "refusal; after 3"
to_do = maintenance_plan.actions(plan, situations, contacts).query("rule == 2")
may_visit = (to_do["note"] == "to do").sum()
# %% mistake="may_visit" name="history-forgotten" may_be_right=true
plan.loc[2, "stop_rule"] = "refusal; after 3"
to_do = maintenance_plan.actions(plan, situations).query("rule == 2")
may_visit = (to_do["note"] == "to do").sum()
# %% [markdown] mistake="may_visit" name="history-forgotten" lang="zh"
# 要么联系记录没有放进来，拒绝过的、刚联系过的又要被打扰一次；要么数成了今天不能去的人（`note`不是`to do`的）。
# %% [markdown] mistake="may_visit" name="history-forgotten" lang="en"
# Either earlier contacts are left out, so that those who refused or were just contacted are disturbed again, or those to be left alone were counted (whose `note` is not `to do`).
# %% mistake="may_visit" name="everybody-in-the-row"
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
# %% [markdown] ask="by_calls" lang="zh"
# ## 7 到了2025年4月，电话多带来多少？
#
# 2024年11月的活动，改看2025年4月的余额（`after="2025-04"`）：打了的比没打的多涨百分之几（照课上按倍数算，`difference`那一行）？存入`by_calls`，至少保留两位小数。
# %% [markdown] ask="by_calls" lang="en"
# ## 7 What had the calls added by April 2025?
#
# The campaign of November 2024, by the balances of April 2025 (`after="2025-04"`): by how many per cent did those called rise more than those held back (as a factor, as in the lesson: the row `difference`)? Store it in `by_calls`, with at least two decimals.
# %% answer="by_calls" points=2 objective="S3" digits=2
by_calls = campaigns.effect(campaigns.rises(contacts, balances, after="2025-04"))["percent"]["difference"]
# %% mistake="by_calls" name="before-and-after"
by_calls = campaigns.effect(campaigns.rises(contacts, balances, after="2025-04"))["percent"]["called"]
# %% [markdown] mistake="by_calls" name="before-and-after" lang="zh"
# 这是打了的人涨了多少。没打的也从最低点涨了回来；要看两组之差那一行。
# %% [markdown] mistake="by_calls" name="before-and-after" lang="en"
# This is how those called rose. Those not called came back from their low as well; see the row of the difference.
# %% mistake="by_calls" name="without-a-call"
by_calls = campaigns.effect(campaigns.rises(contacts, balances, after="2025-04"))["percent"]["held_back"]
# %% [markdown] mistake="by_calls" name="without-a-call" lang="zh"
# 这是不打也会涨的；要看两组之差那一行。
# %% [markdown] mistake="by_calls" name="without-a-call" lang="en"
# This is what comes without a call; see the row of the difference.
# %% mistake="by_calls" name="percentage-points" may_be_right=true credit=.5
both = campaigns.effect(campaigns.rises(contacts, balances, after="2025-04"))["percent"]
by_calls = both["called"] - both["held_back"]
# %% [markdown] mistake="by_calls" name="percentage-points" lang="zh"
# 两个涨幅相减，得的是百分点。一组比另一组多涨百分之几，是倍数，要用除法；`difference`那一行已经算好。
# %% [markdown] mistake="by_calls" name="percentage-points" lang="en"
# One rise minus the other gives percentage points. By how many per cent one half rose more is a factor: divide the two (1 + rise) and subtract 1, as the row `difference` does.
# %% [markdown] hint="by_calls" lang="zh"
# 课上第10节的两步：先`rises`，再`effect`；只换月份。
# %% [markdown] hint="by_calls" lang="en"
# The two steps of section 10, `rises` and then `effect`, with another month.
# %% [markdown] hint="by_calls" lang="zh"
# 三行里取`difference`那一行的`percent`。
# %% [markdown] hint="by_calls" lang="en"
# Of the three rows take `percent` of the row `difference`.
# %%
rows = [
    ("any", "any", "any", "C1", "service", "branch", 180, "message", "not_needed", "after 2"),
    ("middle", "settled", "failure", "C2", "service", "manager", 7, "telephone", "not_needed", "solved"),
    ("any", "settled", "matures", "C3", "marketing", "manager", 30, "telephone", "needed", "refusal"),
    ("middle", "any", "matures", "C4", "marketing", "branch", 60, "message", "needed", "refusal"),
]
mine = pd.DataFrame(rows, columns=maintenance_plan.COLUMNS)
asked = ["failure", "falling", "matures"]
maintenance_plan.by_signal(mine, "middle", "settled")
# %% [markdown] ask="my_plan" lang="zh"
# ## ★ 8 把计划写成一张表
#
# 替来行五年以上的中端客户（`middle`、`settled`）把`mine`写完。C3、C4互相矛盾：把C3换成你写的一行（`mine.loc[2]`，存款到期）；再添一行`mine.loc[4]`，余额连降。C1留着，它管其余所有人；C2也可以改得更好。三种信号的结论都要没有毛病，用`maintenance_plan.by_signal(mine, "middle", "settled").loc[asked, "verdict"]`存入`my_plan`。`mine`随作业一起交，第9题还要看它。
# %% [markdown] ask="my_plan" lang="en"
# ## ★ 8 Your plan, as a table
#
# Complete `mine` for customers of the tier `middle` who are `settled`. C3 and C4 contradict each other: replace C3 by a row of your own (`mine.loc[2]`, a deposit matures); then add a row `mine.loc[4]` for falling balances. C1 stays, since it covers everybody else; C2 may be improved. The verdicts on all three signals should be in order: store `maintenance_plan.by_signal(mine, "middle", "settled").loc[asked, "verdict"]` in `my_plan`. `mine` is handed in with it, and question 9 looks at it.
# %% answer="my_plan" points=2 objective="S3"
mine.loc[2] = ("middle", "settled", "matures", "ask the need", "marketing", "manager", 30, "telephone", "needed", "refusal")
mine.loc[4] = ("middle", "settled", "falling", "ask the need", "marketing", "manager", 60, "telephone", "needed", "refusal")
my_plan = maintenance_plan.by_signal(mine, "middle", "settled").loc[asked, "verdict"]
# %% mistake="my_plan" name="untouched"
my_plan = maintenance_plan.by_signal(mine, "middle", "settled").loc[asked, "verdict"]
# %% [markdown] mistake="my_plan" name="untouched" lang="zh"
# 表还是给的那张：到期那里C3和C4一样具体，余额连降落到C1头上。各写一行，层级、阶段、信号都写明。
# %% [markdown] mistake="my_plan" name="untouched" lang="en"
# This is the table as given: at maturity C3 and C4 are equally specific, and falling balances are left to C1. Write a row for each, with tier, stage and signal named.
# %% mistake="my_plan" name="keeping-as-service" credit=.5
mine.loc[2] = ("middle", "settled", "matures", "ask the need", "marketing", "manager", 30, "telephone", "needed", "refusal")
mine.loc[4] = ("middle", "settled", "falling", "ask the need", "service", "manager", 60, "telephone", "not_needed", "solved")
my_plan = maintenance_plan.by_signal(mine, "middle", "settled").loc[asked, "verdict"]
# %% [markdown] mistake="my_plan" name="keeping-as-service" lang="zh"
# 余额连降那一行写成了服务。没有人投诉，也没有出错，打电话是行里想留住钱：算营销，要同意，拒绝就停。
# %% [markdown] mistake="my_plan" name="keeping-as-service" lang="en"
# The row for falling balances is called service. Nobody complained and nothing went wrong; the bank wants to keep the money: marketing, with consent, stopping at a refusal.
# %% mistake="my_plan" name="talk-as-service" credit=.5
mine.loc[2] = ("middle", "settled", "matures", "ask the need", "service", "manager", 30, "telephone", "not_needed", "solved")
mine.loc[4] = ("middle", "settled", "falling", "ask the need", "marketing", "manager", 60, "telephone", "needed", "refusal")
my_plan = maintenance_plan.by_signal(mine, "middle", "settled").loc[asked, "verdict"]
# %% [markdown] mistake="my_plan" name="talk-as-service" lang="zh"
# 到期那一行打电话，写成了服务。提醒到期，一条短信就是服务；打电话约谈，算营销，要同意，拒绝就停。
# %% [markdown] mistake="my_plan" name="talk-as-service" lang="en"
# The call at maturity is called service. A message that reminds is service; ringing up for a talk is marketing, with consent, stopping at a refusal.
# %% mistake="my_plan" name="both-as-service"
mine.loc[2] = ("middle", "settled", "matures", "ask the need", "service", "manager", 30, "telephone", "not_needed", "solved")
mine.loc[4] = ("middle", "settled", "falling", "ask the need", "service", "manager", 60, "telephone", "not_needed", "solved")
my_plan = maintenance_plan.by_signal(mine, "middle", "settled").loc[asked, "verdict"]
# %% [markdown] mistake="my_plan" name="both-as-service" lang="zh"
# 两行都写成了服务，营销要的同意就没有了。客户没有在等这两通电话：是行里想留钱、想约谈，算营销。
# %% [markdown] mistake="my_plan" name="both-as-service" lang="en"
# Both rows are called service, and the consent that marketing needs is gone. The customer waits for neither call; the bank wants the money and the talk: marketing.
# %% [markdown] hint="my_plan" lang="zh"
# 一行十个值，次序同C1：层级、阶段、信号、做什么、目的、谁、隔几天、渠道、同意、停止规则。
# %% [markdown] hint="my_plan" lang="en"
# A row has ten values in the order of C1: tier, stage, signal, action, purpose, owner, days, channel, consent, stop rule.
# %% [markdown] hint="my_plan" lang="zh"
# 先问每一行：客户在等这个答复吗？不是，又要打电话，就是营销。
# %% [markdown] hint="my_plan" lang="en"
# Ask of each row whether the customer is waiting for it. If not, and it is a call, it is marketing.
# %% [markdown] ask="own_plan" lang="zh"
# ## ★ 9 说明你的计划
#
# 表里说不出的，用五句话说出来。（1）失误、（2）连降、（3）到期、（4）没有信号，各写一句：具体做什么，属于四种内容的哪一种，用哪种方法，几天以内做；（5）怎么知道这份计划有没有用。谁、间隔、渠道、同意、停止规则看你的表`mine`，不用再抄。写在下面的空单元里，双击就能写。
# %% [markdown] ask="own_plan" lang="en"
# ## ★ 9 Explain your plan
#
# Say in five sentences what the table cannot. (1) failure, (2) falling, (3) maturity, (4) no signal, a sentence each: what exactly is done, which of the four kinds it is, by which method, within how many days; (5) how you will know whether the plan works. Owner, interval, channel, consent and stop rule are read from your table `mine`; do not copy them. Double-click the empty cell below to write in it.
# %% [markdown] written="own_plan" points=7 lang="zh"
# （1）失误：三天以内打电话，说清原因、怎么改、哪天改好，七天后再问一次（软件，不谈产品；方法是顾问式：先听他要什么）。（2）余额连降：两周以内，问有什么没办好、产品还合不合用（功能，顾问式）；没有同意的不打。（3）到期：到期前十天，问这笔钱什么时候用，要介绍产品先看风险评估（功能，顾问式）。（4）没有信号：每半年一条短信，讲机器、时间和骗局有什么新变化（硬件，知识）。（5）第（2）句的客户随机留一半先不打，三个月后比两半离开的比例和余额的差，连同区间报；失误和投诉都答复，不留。
# %% [markdown] written="own_plan" points=7 lang="en"
# (1) Failure: a call within three days on what happened, what has been changed and when it is settled, and again after seven days (service, consultative: first what he needs; nothing is sold). (2) Falling: within two weeks, asking what went wrong and whether products still fit (function, consultative); nobody without consent is called. (3) Maturity: ten days before, asking when the money is needed; a product only after a look at the risk assessment (function, consultative). (4) No signal: a message every half-year on changed machines and hours and on new frauds (facilities, knowledge). (5) In (2) a random half is held back; after three months the halves are compared in leaving and balances, with an interval. Failures and complaints are not randomised: everybody is answered.
# %% [markdown] rubric="own_plan" lang="zh"
# - 2分：四句的做法对得上信号，内容和方法说得对；只对三句1分，再少0分
# - 2分：四句都有几天以内或隔多久（1分），表`mine`两行写全、结论没有毛病（1分）
# - 2分：表里营销要同意、拒绝就停（1分），没有把挽留写成服务（1分）
# - 1分：随机留一半看效果，欠客户的服务不留
# %% [markdown] rubric="own_plan" lang="en"
# - 2 points: all four actions fit their signals, with kind and method right; three of them 1 point, fewer none
# - 2 points: every sentence says within how many days or how often (1); both rows of `mine` are complete, their verdicts in order (1)
# - 2 points: in the table marketing needs consent and stops at a refusal (1), and keeping customers is not called service (1)
# - 1 point: a random half shows the effect, and service that is owed is not held back from anybody
# %% [markdown] sample="own_plan" level="weak" points=0 lang="zh"
# > （表里两行写成服务，不要同意。）失误了就送礼品道歉。余额降了马上打电话推荐理财，算服务。到期的天天联系，直到续存。没有信号的逢年过节问候，心理维护，情感。看余额涨没涨。
#
# - 0分：只有问候那一行对得上；失误送礼、余额降了就推销，对不上
# - 0分：失误和问候没有几天，表也有毛病
# - 0分：营销没有同意，挽留写成了服务
# - 0分：只看涨没涨，没有留一半
# %% [markdown] sample="own_plan" level="weak" points=0 lang="en"
# > (Both rows of the table are called service, without consent.) After a failure apologise with a present. When the balance falls, ring at once and recommend products, as service. At maturity contact them daily until they renew. Without a signal send greetings on holidays: emotional. See whether balances rise.
#
# - 0 points: greetings alone fit; a present for a failure and selling on a fall do not
# - 0 points: no days for failures and greetings, and the table has faults
# - 0 points: marketing without consent, and keeping is called service
# - 0 points: looks at the rise alone, nobody held back
# %% [markdown] sample="own_plan" level="middling" points=4 lang="zh"
# > （表里两行写全，有同意、有拒绝，结论没有毛病。）（1）失误三天以内打电话说明（软件）。（2）余额降了打电话问产品合不合用（功能，顾问式）。（3）到期前十天问什么时候用（功能，顾问式）。（4）半年一条短信讲新机器（硬件，知识）。（5）比打以前和打以后的余额。
#
# - 1分：三句对；第（1）句没有说方法
# - 1分：表写全了；第（2）句没有几天以内
# - 2分：营销有同意有拒绝，没有把挽留写成服务
# - 0分：比前后，没有留一半
# %% [markdown] sample="own_plan" level="middling" points=4 lang="en"
# > (Both rows of the table complete, with consent and refusal, their verdicts in order.) (1) Failure: a call within three days to explain (service). (2) Falling: a call to ask whether products fit (function, consultative). (3) Ten days before maturity, ask when it is needed (function, consultative). (4) A message every half-year on new machines (facilities, knowledge). (5) Compare balances before and after.
#
# - 1 point: three right; the first names no method
# - 1 point: the table is complete; sentence 2 has no days
# - 2 points: marketing has consent and refusal, and keeping is not called service
# - 0 points: before and after, nobody held back
# %% [markdown] sample="own_plan" level="strong" points=7 lang="zh"
# > （表里两行写全，结论没有毛病。）（1）失误：两天以内约好上门，当面说怎么改（软件，上门），一周后再问。（2）连降：两周以内，先问需要，再一起比几种办法（功能，顾问式）。（3）到期：提前十天问用途，合适才介绍（功能，顾问式）。（4）没有信号：半年一条短信讲新骗局（心理，知识）。（5）第（2）句的客户随机留一半，三个月后比离开的比例，带区间；失误的都联系，不留。
#
# - 2分：做法、内容、方法都对
# - 2分：都有几天以内，表写全
# - 2分：营销有同意有拒绝，没有把挽留写成服务
# - 1分：留一半，欠的服务不留
# %% [markdown] sample="own_plan" level="strong" points=7 lang="en"
# > (Both rows of the table complete, their verdicts in order.) (1) Failure: within two days, by appointment, in person: what is being corrected (service, visit), and again after a week. (2) Falling: within two weeks, needs first, then ways compared together (function, consultative). (3) Maturity: ten days before, what is it for; a product only if it fits (function, consultative). (4) No signal: a message every half-year on new frauds (bond, knowledge). (5) In (2) half is held back at random, shares of leavers compared after three months with an interval; after a failure everybody is contacted.
#
# - 2 points: actions, kinds and methods are right
# - 2 points: days everywhere, the table complete
# - 2 points: marketing has consent and refusal, keeping is not called service
# - 1 point: half held back, but no service that is owed
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
# > “刘先生您好，城南支行小王，您的存款下周三到期，提醒您一声，方便说一分钟吗？”“这笔钱您什么时候要用？”“好的，今天起不再给您打营销电话、发营销短信，存款按您原来定的办。谢谢，再见。”记下：9月3日去电，本人拒绝营销，电话短信全停；到期按约定，服务通知照发。
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
