# %% [markdown] lang="zh"
# # 09 客户关系维护
#
# **用时**：60分钟，课后练习另计45分钟；只走带★的短路径，约43分钟。
#
# 一位客户经理有四百位客户，每周只有八小时能用来联系他们。2026年1月，行长要她星期五交一份维护计划：谁，什么时候，由谁，做什么，什么时候停。你和她一起写。
#
# **本课回答**
# - 客户关系维护，维护的是什么，靠什么办法？
# - 什么信号出现，该在多久以内做什么？
# - 打了电话，余额涨了：是电话的功劳吗？
#
# **学习目标**
# - 知识目标：说明并熟练掌握客户关系维护的主要内容与方法（K4）。
# - 技能目标：有针对性地维护客户（S3）。
# %% [markdown] lang="en"
# # 09 Maintaining relationships
#
# **Time:** 60 minutes, and 45 more for the exercises. The starred short path (★) takes about 43.
#
# A relationship manager has four hundred customers, and eight hours a week to talk to them. In January 2026 the regional head wants a maintenance plan from her by Friday: who, when, by whom, what, and when to stop. You write it with her.
#
# **Questions of this lesson**
# - What is maintained in a customer relationship, and by which methods?
# - When a signal appears, what has to be done, and how soon?
# - After the calls balances rose. Was it the calls?
#
# **Objectives**
# - Knowledge: explain, and be proficient in, the main content and methods of customer relationship maintenance (K4).
# - Skill: maintain customers in a targeted way (S3).
# %% [markdown] lang="zh"
# ## ★ 1 四百位客户，八小时（4分钟）
#
# > “半年没人理我，钱一到期，电话天天来。”（客户）
# >
# > “四百位，每周八小时，一位聊一刻钟。我打给谁？”（客户经理）
# >
# > （人物和对话都是虚构的，用的是合成数据）
#
# **档案B07**
# - **已知**：2025年春天起B07失约最多（第2课），客户的满意度最低（第6课），留下的多有房贷或代发工资（第7课）。
# - **已知**：全行来看，没有这些牵绊的高端客户，遇到失误以后把钱转走（第8课）。
# - **未知**：失误以后多久走？打个电话，留得住吗？
#
# **我猜**：一年算48周，四百位轮着打，每人一年能接到几通？差半通以内算中。
# %% [markdown] lang="en"
# ## ★ 1 Four hundred customers, eight hours (4 minutes)
#
# > "For half a year nobody cares about me. Then my deposit matures, and they ring every day." (A customer)
# >
# > "Four hundred people, eight hours a week, a quarter of an hour each. Whom do I call?" (A manager)
# >
# > (People and dialogue are invented; the data are synthetic.)
#
# **File B07**
# - **Known:** since spring 2025 it has broken most promises (lesson 2), its customers are the least satisfied (lesson 6), and many of those who stay are tied by a mortgage or their payroll (lesson 7).
# - **Known:** in the whole bank, customers of the upper tier without such ties move their money out after a failure (lesson 8).
# - **Not known:** how soon after a failure do they leave? Does a call keep them?
#
# **Bet:** with 48 weeks a year and everybody called in turn, how many calls a year does each customer get? Up to half a call off counts as right.
# %%
bet("calls_a_year", kind="number", within=0.5)
# %%
settle("calls_a_year", 8 * 60 / 15 * 48 / 400)
# %% [markdown] lang="zh"
# **可以说：轮着打，每人一年不到四通；打给谁、为什么打，得先定下来。**
#
# ## ★ 2 维护什么，靠什么（8分钟）
#
# **客户关系维护**（customer relationship maintenance）是把已有的关系留住、加深的日常工作。教材分四种内容，各有各的方法：
#
# | 内容 | 维护的是 | 常用方法 | 没做到，客户怎么说 |
# |---|---|---|---|
# | **硬件维护** | 网点、机器、手机银行、单据 | 检修、导引、无障碍 | “机器又坏了” |
# | **软件维护**（服务） | 态度、流程、技能 | 上门、一次办好、顾问式服务、回访 | “跑了三趟” |
# | **功能维护** | 产品还合不合用 | 产品检视、到期安排、交叉销售（先过适当性） | “早不合适了” |
# | **心理维护** | 信任、尊重、情分 | 知识讲座、超值服务、记得人、坏消息先说 | “有事才找我” |
#
# 个性化和分层（第8课）不是第五种内容，是四种都用得上的做法。
# %% [markdown] lang="en"
# **What we can say: called in turn, each gets fewer than four calls a year; whom to call, and why, has to be decided first.**
#
# ## ★ 2 What is maintained, and how? (8 minutes)
#
# **Customer relationship maintenance** is the daily work of keeping and deepening relationships that exist. The textbook tradition names four kinds, each with methods of its own:
#
# | Kind | What is maintained | Usual methods | Where it is missing, customers say |
# |---|---|---|---|
# | **Facilities** ("hardware") | outlets, machines, app, documents | repairs, guidance, access for all | "The machine is broken again" |
# | **Service** ("software") | manner, process, skill | visits, done in one go, consultative service, follow-up | "I had to come three times" |
# | **Product function** | whether products still fit | product review, plans for maturity, cross-selling (suitability first) | "It hasn't suited me for years" |
# | **Emotional bond** ("psychology") | trust, respect, attachment | talks, value beyond the contract, remembering people, bad news told first | "They only ring when they want something" |
#
# Personalising and tiers (lesson 8) are no fifth kind; they are ways of doing all four.
# %%
take_quiz("09_maintaining_relationships", items=["four-kinds", "gift-or-repair", "cross-selling-first"])
# %% [markdown] lang="zh"
# **轮到你**。B07的一位客户说：“排了一小时，客户经理送我一本台历。”写一句：缺的是哪一种维护，送的是哪一种，应该做什么。
#
# <details><summary>对照</summary>
#
# 缺的是软件（流程）和硬件（窗口），送的是心理。例如：“您缺的是时间，我给您约后天九点，到了就办；哪天办不到，我前一天告诉您。”
#
# </details>
#
# **可以说：四种维护对应四种需要，缺哪样补哪样，情分代替不了修机器。**
#
# ## ★ 3 三种纽带（5分钟）
#
# 客户为什么留下？文献分三种**关系纽带**（relational bond；Berry和Parasuraman，1991）：**财务纽带**（利率、优惠、积分）；**社会纽带**（认得人、信得过）；**结构纽带**（工资、账单、系统接在一起，省事）。作者认为，财务纽带最容易被别家照抄。
# %% [markdown] lang="en"
# **Your turn.** A customer of B07 says: "I queued for an hour, and the manager gave me a calendar." Write one sentence: which kind of maintenance was missing, which was given, what should be done?
#
# <details><summary>Compare</summary>
#
# Service (the process) and facilities (the windows) were missing; what came was for the emotional bond. For instance: "You lost time, so I have booked you for nine on Thursday, and you'll be served at once; if we can't manage, I'll tell you the day before."
#
# </details>
#
# **What we can say: four kinds answer four needs; supply the one that is missing, since attachment does not mend a machine.**
#
# ## ★ 3 Three bonds (5 minutes)
#
# Why do customers stay? The literature names three **relational bonds** (Berry and Parasuraman 1991): **financial** (rates, discounts, points), **social** (knowing and trusting people), **structural** (salary, bills and systems joined, which saves trouble). By these authors, financial bonds are the easiest for others to copy.
# %%
take_quiz("09_maintaining_relationships", items=["which-bond", "tied-or-willing"])
# %% [markdown] lang="zh"
# 关系还有**客户生命周期**（customer life cycle）：新建、成长、稳定，也会衰退。本课按来行的时间切：不到12个月是新建（`new`），不到60个月是成长（`growing`），其余是稳定（`settled`），都是约定。2025年12月31日在册的人：
# %% [markdown] lang="en"
# A relationship also has a **customer life cycle**: new, growing, settled, and perhaps declining. Here it is cut by time with the bank: under 12 months is new, under 60 growing, the rest settled (a convention). On file on 31 December 2025:
# %%
from fsq_lab import early_warning, maintenance_plan

customers, balances, log = load("customers"), load("balances"), load("complaints_log")
december = early_warning.signals(customers, balances, "2025-12", log)
situations = maintenance_plan.situations(customers, december, on="2025-12-31")
pd.crosstab(situations["stage"], situations["tier"])
# %% [markdown] lang="zh"
# <details><summary>读表</summary>
#
# 新建的只有{{int((situations["stage"] == "new").sum())}}人。新客户要的是办得顺，稳定的客户要的是有人记得；同一句问候，对两种人不是一回事。
#
# </details>
#
# **可以说：在册的{{len(situations):,}}人里，{{100 * (situations["stage"] == "settled").mean():.0f}}%已经来了五年以上；只盯着开户，就漏掉了大多数。**
#
# ## ★ 4 走之前的信号（6分钟）
#
# 客户很少说“我要走了”，行里却可能已经知道几件事：近三个月投诉过（`complained`）、遇到失误（`failure`）、余额连降三个月（`falling`）、工资停了或手机银行用得少了（`quiet`），还有到期（`matures`）。四个月份里算一遍。
#
# **我猜**：带着哪一种信号的客户，随后三个月离开的比例最高？
# %% [markdown] lang="en"
# <details><summary>Reading the table</summary>
#
# Only {{int((situations["stage"] == "new").sum())}} are new. New customers need things to go smoothly, settled ones that somebody remembers them; the same greeting is not the same to both.
#
# </details>
#
# **What we can say: of {{len(situations):,}} customers on file, {{100 * (situations["stage"] == "settled").mean():.0f}}% have been here for five years or more; who looks at new accounts only misses most of them.**
#
# ## ★ 4 Signals before they go (6 minutes)
#
# Customers rarely say that they are leaving, but the bank may know a few things: complained in the last three months (`complained`), met with a `failure`, balance `falling` three months running, salary stopped or app used less (`quiet`), something `matures`. We count over four months.
#
# **Bet:** of customers with which signal does the largest share leave within the next three months?
# %%
bet("signal_of_leaving", "complained failure falling quiet matures")
# %%
months = ["2024-07", "2024-09", "2024-12", "2025-03"]
past = early_warning.signals(customers, balances, months, log)
names = ["complained", "failure", "falling", "quiet", "matures"]
shown = past.melt("leaves", names, var_name="signal", value_name="seen").query("seen == 1")
settle("signal_of_leaving", shown.groupby("signal")["leaves"].mean().idxmax())
# %% [markdown] lang="zh"
# 图用seaborn自己画：黑线是置信区间（confidence interval），`seed`让每次画得一样。Keaveney（1995）问过换了服务商的客户，核心服务失误是提得最多的原因之一；我们的数据怎么说？
# %% [markdown] lang="en"
# Draw it yourself with seaborn: black lines are **confidence intervals**, and `seed` keeps them the same each time. Keaveney (1995) asked customers who had switched providers, and core service failures were among the reasons named most. What do our data say?
# %%
import seaborn as sns
from fsq_lab.ground.language import install_chart_font, label

install_chart_font()
rows = shown.assign(percent=100 * shown["leaves"], name=shown["signal"].map(label))
axes = sns.barplot(rows, x="percent", y="name", color="C0", errorbar=("ci", 95), seed=1)
_ = axes.set(xlabel="%", ylabel="")
# %% [markdown] lang="zh"
# <details><summary>读图</summary>
#
# 投诉过的离开{{100 * shown.query("signal == 'complained'")["leaves"].mean():.0f}}%（{{len(shown.query("signal == 'complained'"))}}人次）；有到期的{{100 * shown.query("signal == 'matures'")["leaves"].mean():.1f}}%（{{len(shown.query("signal == 'matures'"))}}人次），和全体的{{100 * past["leaves"].mean():.1f}}%差不多：到期是联系的由头，不是走的信号。一个人可以有几种信号；信号和离开有关，不等于是原因。
#
# </details>
#
# **停一下，想一想**。四种走的信号一种也没有的人，是不是就不会走？
# %% [markdown] lang="en"
# <details><summary>Reading the chart</summary>
#
# Of those who had complained {{100 * shown.query("signal == 'complained'")["leaves"].mean():.0f}}% left ({{len(shown.query("signal == 'complained'"))}} customer-months); where something matured, {{100 * shown.query("signal == 'matures'")["leaves"].mean():.1f}}% ({{len(shown.query("signal == 'matures'"))}}), hardly more than the {{100 * past["leaves"].mean():.1f}}% of all: maturity is an occasion to talk and no sign of leaving. A customer may have several; signals go with leaving and need not be its cause.
#
# </details>
#
# **Stop and judge.** Does whoever has none of the four signs of leaving stay?
# %%
leavers = past.query("leaves == 1")
leavers[names[:4]].sum(axis=1).eq(0).value_counts()
# %% [markdown] lang="zh"
# **可以说：离开的{{len(leavers)}}人次里，{{int(leavers[names[:4]].sum(axis=1).eq(0).sum())}}人次事先什么信号也没有；信号帮我们找到一部分人，找不到全部。**
#
# ## 5 失误以后，有几个月（6分钟）
#
# 从一位客户第一次遇到失误算起，跟踪六个月，只看没有房贷和代发工资的人。**我猜**：高端客户里，六个月以内离开的占百分之几？差10以内算中。
# %% [markdown] lang="en"
# **What we can say: of {{len(leavers)}} who left, {{int(leavers[names[:4]].sum(axis=1).eq(0).sum())}} had given no sign before; signals find some of them, and not all.**
#
# ## 5 How many months after a failure? (6 minutes)
#
# We follow customers for six months from their first failure, only those without mortgage or payroll here. **Bet:** what percentage of the upper tier has left within six months? Up to 10 points off counts as right.
# %%
bet("upper_tier_gone", unit="%", within=10)
# %%
from fsq_lab import retention

free = retention.after_first_failure(balances, customers).query("bound == 0")
curves = retention.survival(free, "duration", "left", by="tier")
settle("upper_tier_gone", 100 * (1 - curves.loc["upper", "survival"].iloc[-1]))
# %%
plots.survival_curve(curves)
# %% [markdown] lang="zh"
# <details><summary>读图</summary>
#
# 六个月后还在的：高端{{100 * curves.loc["upper", "survival"].iloc[-1]:.0f}}%（区间从{{100 * curves.loc["upper", "low"].iloc[-1]:.0f}}到{{100 * curves.loc["upper", "high"].iloc[-1]:.0f}}，{{int(curves.loc["upper", "at_risk"].iloc[0])}}人），大众{{100 * curves.loc["mass", "survival"].iloc[-1]:.0f}}%（从{{100 * curves.loc["mass", "low"].iloc[-1]:.0f}}到{{100 * curves.loc["mass", "high"].iloc[-1]:.0f}}，{{int(curves.loc["mass", "at_risk"].iloc[0])}}人）。高端人少，区间就宽。
#
# </details>
#
# **改一个数，再运行**：把`bound == 0`换成`bound == 1`。有房贷或代发的人，走了多少？
#
# <details><summary>对照</summary>
#
# 几乎没有人走。走不了不等于满意（第7课），所以“没有走”不能当成维护做得好。
#
# </details>
#
# **可以说：没有牵绊的客户遇到失误后半年以内离开的{{int(free["left"].sum())}}人里，{{int(free.query("duration <= 3")["left"].sum())}}人走在头三个月；补救和联系要赶在这以前。**
#
# **停点一**（约29分钟）：维护什么，看什么信号，多久以内做，都有了；还缺打给谁、做什么、有没有用。
#
# ## 6 一百通电话（7分钟）
#
# 把信号合成一个概率，用四个旧月份学，到2025年6月和9月去试。**我猜**：给概率最高的一百位打电话，其中几位真会在三个月内离开？差10以内算中。
# %% [markdown] lang="en"
# <details><summary>Reading the chart</summary>
#
# Still there after six months: upper tier {{100 * curves.loc["upper", "survival"].iloc[-1]:.0f}}% (interval {{100 * curves.loc["upper", "low"].iloc[-1]:.0f}} to {{100 * curves.loc["upper", "high"].iloc[-1]:.0f}}, {{int(curves.loc["upper", "at_risk"].iloc[0])}} customers), mass {{100 * curves.loc["mass", "survival"].iloc[-1]:.0f}}% ({{100 * curves.loc["mass", "low"].iloc[-1]:.0f}} to {{100 * curves.loc["mass", "high"].iloc[-1]:.0f}}, {{int(curves.loc["mass", "at_risk"].iloc[0])}}). The upper tier is small, so its interval is wide.
#
# </details>
#
# **Change a number and run again:** put `bound == 1` for `bound == 0`. How many leave of those with a mortgage or their payroll here?
#
# <details><summary>Compare</summary>
#
# Hardly anybody. Unable to leave is not satisfied (lesson 7), so "they stayed" does not prove good maintenance.
#
# </details>
#
# **What we can say: of {{int(free["left"].sum())}} untied customers who left within six months of a failure, {{int(free.query("duration <= 3")["left"].sum())}} went within three months; recovery and contact have to come before that.**
#
# **Stopping point one** (about 29 minutes): what to maintain, which signals, how soon; still open are whom to call, what to do, and whether it works.
#
# ## 6 A hundred calls (7 minutes)
#
# Signals are turned into one chance, learnt on the four old months and tried in June and September 2025. **Bet:** of the hundred with the highest chance, how many really leave within three months? Up to 10 off counts as right.
# %%
bet("hits_of_a_hundred", kind="number", within=10)
# %%
now = early_warning.signals(customers, balances, ["2025-06", "2025-09"], log)
warning = early_warning.fit(past)
chance = warning.predict(now)
hundred = early_warning.threshold(chance, now["leaves"], calls=100)
settle("hits_of_a_hundred", hundred["hits"])
# %%
from fsq_lab import explore_alarm

explore_alarm()
# %% [markdown] lang="zh"
# **改一个数，再运行**：把`calls=100`换成`calls=400`。命中多了几位，白打多了几通？
#
# <details><summary>对照</summary>
#
# 一百通命中{{int(hundred["hits"])}}位，随机打只有{{hundred["random_hits"]:.1f}}位；四百通命中{{int(early_warning.threshold(chance, now["leaves"], calls=400)["hits"])}}位，多打三百通，多找到{{int(early_warning.threshold(chance, now["leaves"], calls=400)["hits"] - hundred["hits"])}}位。
#
# </details>
#
# 白打不只费时间：有人嫌烦，有人从此拒接。所以电话里的话，对不想走的人也要有用。
#
# ### 选做：说的概率算数吗
#
# 说“一成会走”的那一群，真走了一成吗？这叫**校准**（calibration）。按概率分五组，比一比说的和真的：
# %% [markdown] lang="en"
# **Change a number and run again:** put `calls=400` for `calls=100`. How many more hits, how many more calls in vain?
#
# <details><summary>Compare</summary>
#
# A hundred calls hit {{int(hundred["hits"])}}, at random it would be {{hundred["random_hits"]:.1f}}. Four hundred hit {{int(early_warning.threshold(chance, now["leaves"], calls=400)["hits"])}}: three hundred more calls find {{int(early_warning.threshold(chance, now["leaves"], calls=400)["hits"] - hundred["hits"])}} more.
#
# </details>
#
# A false alarm costs more than time: some are annoyed, some never pick up again. So what is said must be of use to those who would have stayed, too.
#
# ### Optional: does it keep its word?
#
# Where it says one in ten, does one in ten leave? That is **calibration**. Five groups by chance, what was said beside what happened:
# %%
said = early_warning.calibration(chance, now["leaves"], groups=5)
plots.calibration(said)
# %% [markdown] lang="zh"
# <details><summary>读图</summary>
#
# 总的来看，真走的是说的{{said["ratio"]["all"]:.2f}}倍（区间从{{said["ratio_low"]["all"]:.2f}}到{{said["ratio_high"]["all"]:.2f}}，{{int(said["events"]["all"])}}人次离开）：说得太重，概率最高的一组尤其是。排先后有用，拿概率算钱会多算；第9节就多算了。
#
# </details>
#
# **可以说：一百通命中{{int(hundred["hits"])}}位（比例的区间从{{100 * hundred["low"]:.0f}}%到{{100 * hundred["high"]:.0f}}%），其余{{int(hundred["false_alarms"])}}位三个月里没有走；预警只定先后，不给人定性。**
#
# ## ★ 7 一份交得出去的计划（7分钟）
#
# 计划就是一张表：层级×阶段×信号→做什么、目的、谁、隔几天、渠道、要不要同意、什么时候停。先看法规：
# %% [markdown] lang="en"
# <details><summary>Reading the chart</summary>
#
# Over all, {{said["ratio"]["all"]:.2f}} times as many left as it said (interval {{said["ratio_low"]["all"]:.2f}} to {{said["ratio_high"]["all"]:.2f}}, {{int(said["events"]["all"])}} left): it exaggerates, most of all at the top. It is of use for the order; turned into money it counts too much, as section 9 will.
#
# </details>
#
# **What we can say: a hundred calls hit {{int(hundred["hits"])}} (interval of the share {{100 * hundred["low"]:.0f}}% to {{100 * hundred["high"]:.0f}}%), the other {{int(hundred["false_alarms"])}} had not left after three months; a warning decides who comes first, and passes no verdict on anybody.**
#
# ## ★ 7 A plan that can be handed in (7 minutes)
#
# The plan is a table: tier × stage × signal → action, purpose, owner, interval, channel, consent, stop rule. First the law:
# %%
from fsq_lab import show_law

show_law("consumer-law-778/consent-first")
# %% [markdown] lang="zh"
# 同意只管营销；欠客户的服务（回投诉、讲清失误）不用另外要同意，也不许借机推销。客户经理的初稿有四行；`any`是“不限”，写得更具体的一行优先。**我猜**：检查会报出几处毛病？
# %% [markdown] lang="en"
# Consent is about marketing. Service that is owed (answering a complaint, explaining a failure) needs no further consent, and must not be used for selling. The manager's draft has four rows; `any` means no restriction, and the row that says more comes first. **Bet:** how many faults will the check report?
# %%
plan = pd.DataFrame(
    [
        ("any", "any", "any", "A1", "service", "branch", 180, "message", "not_needed", "after 2"),
        ("any", "any", "complained", "A2", "service", "branch", 7, "telephone", "not_needed", ""),
        ("upper", "any", "failure", "A3", "service", "manager", 30, "visit", "not_needed", "solved"),
        ("any", "any", "matures", "A4", "marketing", "manager", 7, "telephone", "not_needed", "refusal"),
    ],
    columns=maintenance_plan.COLUMNS,
)
bet("faults_in_the_plan", kind="number", within=0)
# %%
faults = maintenance_plan.check(plan)
settle("faults_in_the_plan", len(faults))
# %%
faults
# %% [markdown] lang="zh"
# A1问一句有什么没办好，A2回投诉的电话，A3当面说明失误，A4约谈到期。投诉那行没写什么时候停；到期那行是营销，却七天一次、不要同意（本课约定营销至少隔30天）。改好再查，空表就是没有毛病：
# %% [markdown] lang="en"
# A1 asks what went wrong, A2 answers a complaint, A3 explains a failure in person, A4 arranges a talk on maturity. The complaints row does not say when to stop; the maturity row is marketing, yet comes every seven days without consent (by this lesson's convention marketing keeps 30 days apart). Mend, and check again; an empty table means no fault:
# %%
plan.loc[1, "stop_rule"] = "solved"
plan.loc[3, ["interval_days", "consent", "stop_rule"]] = [30, "needed", "refusal; after 2"]
maintenance_plan.check(plan)
# %% [markdown] lang="zh"
# 再添一行，管高端里余额连降的人。它只写了层级和信号，却比`any`那行具体，所以由它管：
# %% [markdown] lang="en"
# Add a row, for the upper tier with falling balances. It names tier and signal, more than the `any` row does, so it applies:
# %%
plan.loc[4] = ("upper", "any", "falling", "A5", "service", "manager", 60, "telephone", "not_needed", "solved; after 2")
maintenance_plan.check(plan)
# %% [markdown] lang="zh"
# **轮到你**。照样再添一行，管新来的（`new`）、遇到失误的人；先写一句：做什么、谁做、什么时候停。检查出来还是空表吗？
#
# **可以说：表里没有毛病，说的是词、同意、间隔和停止规则对得上；做的事对客户有没有用，表查不出。**
#
# ## ★ 8 计划对上人（5分钟）
#
# 计划对上12月31日在册的人和以往的联系记录。**我猜**：排头信号是到期的人，百分之几今天可以打营销电话？差10以内算中。
# %% [markdown] lang="en"
# **Your turn.** Add one more row in the same way, for `new` customers who met with a failure; first write one sentence: what, by whom, until when. Is the table of faults still empty?
#
# **What we can say: a plan without faults has words, consent, intervals and stop rules in order; whether its actions are of use to customers, no check can see.**
#
# ## ★ 8 The plan meets people (5 minutes)
#
# The plan meets the customers on file on 31 December, and earlier contacts. **Bet:** of those whose first signal is maturity, what percentage may get a marketing call today? Up to 10 points off counts as right.
# %%
bet("may_market_to", unit="%", within=10)
# %%
to_do = maintenance_plan.actions(plan, situations, load("contacts"))
maturing = to_do.query("signal == 'matures'")
settle("may_market_to", 100 * (maturing["note"] == "to do").mean())
# %%
pd.crosstab(to_do["note"], to_do["rule"])
# %% [markdown] lang="zh"
# 每列是一行规则，从0数起。**改一个词，再运行**：把计划里A4的`after 2`改成`after 1`，能打的还有几位？
#
# <details><summary>对照</summary>
#
# 还有{{int((maintenance_plan.actions(plan.replace("refusal; after 2", "refusal; after 1"), situations, load("contacts")).query("rule == 3")["note"] == "to do").sum())}}位。停得早，打扰就少；少了的是电话，不一定是业务。
#
# </details>
#
# **停一下，想一想**。哪一句能说？“系统显示您可能要离开我们。”“您上个月转账失败，我来告诉您怎么处理了。”“您的钱快到期了，有一款新理财……”
#
# <details><summary>回应</summary>
#
# 第二句：讲的是他的事，不管他走不走都有用，是服务。第一句把猜测当成事实，还让人觉得被盯着；第三句是营销，要先有同意。
#
# </details>
#
# **可以说：到期的{{len(maturing)}}人里，{{100 * (maturing["note"] == "to do").mean():.0f}}%今天可以打营销电话；没有同意的{{int((maturing["note"] == "no consent").sum())}}人、拒绝过的{{int((maturing["note"] == "stopped: refused").sum())}}人不在里面，这不是损失，是规矩。**
#
# ## 9 最后一块钱买到什么（4分钟）
#
# 给2025年12月概率最高的40位，每位至多用一种办法：短信2元，电话20元，上门120元；假定原本要走的人，每百位能留住2、10、25位，留住一元余额一年值一分钱（都是假定）。在预算以内挑总值最大的组合，是一道**整数规划**（integer programme），程序能证明已经最优。
# %% [markdown] lang="en"
# Each column is a rule, counted from 0. **Change a word and run again:** put `after 1` for `after 2` in A4. How many are left to call?
#
# <details><summary>Compare</summary>
#
# {{int((maintenance_plan.actions(plan.replace("refusal; after 2", "refusal; after 1"), situations, load("contacts")).query("rule == 3")["note"] == "to do").sum())}}. An earlier stop disturbs fewer people; calls are fewer, business not necessarily.
#
# </details>
#
# **Stop and judge.** Which can be said? "The system shows that you may leave us." "A transfer of yours failed last month; I'm calling to tell you what we did about it." "Your deposit matures soon, and we have a new product ..."
#
# <details><summary>Reply</summary>
#
# The second: it is about his own affair and of use whether he stays or not, so it is service. The first takes a guess for a fact and makes him feel watched; the third is marketing and needs consent first.
#
# </details>
#
# **What we can say: of {{len(maturing)}} customers with something maturing, {{100 * (maturing["note"] == "to do").mean():.0f}}% may get a marketing call today; {{int((maturing["note"] == "no consent").sum())}} without consent and {{int((maturing["note"] == "stopped: refused").sum())}} who refused are left alone, which is no loss but the rule.**
#
# ## 9 What does the last yuan buy? (4 minutes)
#
# For the 40 with the highest chance in December 2025 there is at most one measure each: a message for 2 yuan, a call for 20, a visit for 120. Assume that of a hundred who would leave these keep 2, 10 and 25, and that a yuan of balance kept is worth a hundredth a year. Choosing the most valuable set within a budget is an **integer programme**; the program proves its optimum.
# %%
from fsq_lab import budget

ways = pd.DataFrame({"way": ["message", "telephone", "visit"], "cost": [2, 20, 120], "kept": [0.02, 0.10, 0.25]})
latest = balances.query("month == '2025-12'")[["customer", "balance"]]
first = december.assign(chance=warning.predict(december)).nlargest(40, "chance").merge(latest, on="customer")
options = first.merge(ways, how="cross")
options["value"] = options["kept"] * options["chance"] * options["balance"] / 100
steps = budget.last_yuan(options, range(500, 3001, 500), one_of="customer")
plots.last_yuan(steps)
# %% [markdown] lang="zh"
# <details><summary>读图</summary>
#
# 第一个500元，每元换回{{steps["per_yuan"].iloc[0]:.1f}}元；从500到1,000元，每元{{steps["per_yuan"].iloc[1]:.2f}}元；再往上到1,500元，每元{{steps["per_yuan"].iloc[2]:.2f}}元，已经不到一元。平均数好看，不等于再加一块钱还值。
#
# </details>
#
# **改一个数，再运行**：假定每百位上门也只留住10位，代码里改成和电话一样。还有人值得上门吗？（没有：留住的一样多，电话便宜。）
#
# **可以说：在这些假定下，预算加到{{int(steps.index[steps["per_yuan"] >= 1].max()):,}}元还值，再加就不值；“值”只算了钱，余额小的人因此排在后面，服务的底线不能由它来定。**
#
# ## ★ 10 涨了，是电话的功劳吗（8分钟）
#
# 2024年11月，行里给余额掉下来的客户打电话。喜报说：“打过电话的，三个月后余额平均涨了一成。”当时有人坚持抽签，留下约一半不打。抽签的两组，事先只差碰巧；没打的那一半，就是“不打会怎样”，叫**对照组**（control group）。**我猜**：没打的那一半，余额平均涨了百分之几？差3以内算中（跌了写负数）。
# %% [markdown] lang="en"
# <details><summary>Reading the chart</summary>
#
# The first 500 yuan bring back {{steps["per_yuan"].iloc[0]:.1f}} each; from 500 to 1,000 a further yuan brings {{steps["per_yuan"].iloc[1]:.2f}}, and from there to 1,500 {{steps["per_yuan"].iloc[2]:.2f}}, which is less than one. A handsome average does not mean that one more yuan pays.
#
# </details>
#
# **Change a number and run again:** assume that visits, too, keep only 10 of a hundred, as calls do in the code. Is anybody still worth a visit? (Nobody: a call keeps as many and costs less.)
#
# **What we can say: under these assumptions a budget up to {{int(steps.index[steps["per_yuan"] >= 1].max()):,}} yuan pays and more does not; "pays" counts money alone and puts small balances last, so it must not set the floor of service.**
#
# ## ★ 10 It rose. Was it the calls? (8 minutes)
#
# In November 2024 the bank called customers whose balances had fallen. The good news: "Three months after our calls, balances had risen by a tenth on average." Somebody had insisted on drawing lots and holding about half of them back. Two groups drawn by lot differ by chance alone beforehand, so those not called show what happens without a call: a **control group**. **Bet:** by how many per cent did the balances of the held-back half rise? Up to 3 off counts as right (minus if they fell).
# %%
bet("held_back_rose", unit="%", within=3)
# %%
from fsq_lab import campaigns

rises = campaigns.rises(load("contacts"), balances, before="2024-11", after="2025-02")
effect = campaigns.effect(rises)
settle("held_back_rose", effect["percent"]["held_back"])
# %%
plots.campaign_effect(effect)
# %% [markdown] lang="zh"
# 打了的涨{{effect["percent"]["called"]:.1f}}%（{{int(effect["n"]["called"])}}人），没打的涨{{effect["percent"]["held_back"]:.1f}}%（{{int(effect["n"]["held_back"])}}人）。**轮到你**，先写一句：没人打电话，为什么也涨？再画一张图：每位客户都拿自己2024年11月的余额当100，两组各取中位数（median）。
# %% [markdown] lang="en"
# Called: {{effect["percent"]["called"]:+.1f}}% ({{int(effect["n"]["called"])}} customers); held back: {{effect["percent"]["held_back"]:+.1f}}% ({{int(effect["n"]["held_back"])}}). **Your turn**, a sentence first: why do balances rise when nobody calls? Then draw: everybody's own balance of November 2024 is 100, and each group shows its **median**.
# %%
path = balances.query("'2024-06' <= month <= '2025-05'").merge(rises[["arm", "before"]], on="customer")
path["percent"] = 100 * path["balance"] / path["before"]
path["arm"] = path["arm"].map(label)
axes = sns.lineplot(path, x="month", y="percent", hue="arm", estimator="median", errorbar=None)
_ = axes.set(xlabel="", ylabel="2024-11 = 100")
_ = axes.legend(title="")
axes.tick_params(axis="x", rotation=60)
# %% [markdown] lang="zh"
# <details><summary>对照你写的那一句</summary>
#
# 挑的就是余额正低的人：两条线到11月都落到低处，随后都回升。从最低点量起，不打也会涨，这叫向均值回归。所以“事后减事前”会骗人，抽签留下的一半不会。
#
# </details>
#
# 两组之差是{{effect["percent"]["difference"]:.1f}}%，区间从{{effect["percent_low"]["difference"]:.1f}}%到{{effect["percent_high"]["difference"]:+.1f}}%：含0。没有看出作用，不等于证明没有作用，{{effect["percent_high"]["difference"]:.0f}}%以内的好处还无法排除。涨幅用对数平均再换成百分比（先跌一半再翻倍，不算涨）；没接电话的也算在打了的一组，离开的{{int(effect["n_lost"]["difference"])}}人没有余额可比。
#
# **改一个数，再运行**：把`after="2025-02"`换成`after="2025-05"`。结论变了吗？（两组之差{{campaigns.effect(campaigns.rises(load("contacts"), balances, after="2025-05"))["percent"]["difference"]:.1f}}%，区间从{{campaigns.effect(campaigns.rises(load("contacts"), balances, after="2025-05"))["percent_low"]["difference"]:.1f}}%到{{campaigns.effect(campaigns.rises(load("contacts"), balances, after="2025-05"))["percent_high"]["difference"]:+.1f}}%。）
# %% [markdown] lang="en"
# <details><summary>Compare your sentence</summary>
#
# Those chosen were at a low: both lines drop until November and then recover. Measured from the lowest point balances rise without a call: regression to the mean. So "after less before" misleads, and a half drawn by lot does not.
#
# </details>
#
# The two differ by {{effect["percent"]["difference"]:.1f}}%, interval {{effect["percent_low"]["difference"]:.1f}}% to {{effect["percent_high"]["difference"]:+.1f}}%: it contains 0. No effect shown is not proof of none; a gain of up to {{effect["percent_high"]["difference"]:.0f}}% cannot be ruled out. Rises are means of logarithms turned into per cent (halved and doubled again is no rise); whoever did not answer stays with the called; {{int(effect["n_lost"]["difference"])}} without a balance to compare are left out.
#
# **Change a number and run again:** put `after="2025-05"` for `after="2025-02"`. Is the conclusion another? (A difference of {{campaigns.effect(campaigns.rises(load("contacts"), balances, after="2025-05"))["percent"]["difference"]:.1f}}%, interval {{campaigns.effect(campaigns.rises(load("contacts"), balances, after="2025-05"))["percent_low"]["difference"]:.1f}}% to {{campaigns.effect(campaigns.rises(load("contacts"), balances, after="2025-05"))["percent_high"]["difference"]:+.1f}}%.)
# %%
take_quiz("09_maintaining_relationships", items=["good-news-mended"])
# %% [markdown] lang="zh"
# **可以说：2024年11月的电话，没有看出让余额比不打涨得更多；要知道有没有用，动手以前就抽签留一半。**
#
# ## 小结
#
# 星期五，客户经理交了一张表和三句话：“先修坏的，再谈情分；投诉和失误一个月以内联系，高端的当面说；营销先看同意，说一次‘不’就停。电话有没有用，这次也留一半。”
#
# 第1课问过：客户关系维护有哪些内容，有哪些方法（D4a）？现在再答一遍，和当时的回答比一比。
#
# **档案B07，新的一行**：失误以后离开的，多在三个月以内走；没有看出2024年11月的电话比等着更能抬高余额。
#
# **接下来**：[练习09](../../exercises/zh/09_maintaining_relationships/09_maintaining_relationships.ipynb)（约45分钟），然后是第10课“客户营销档案”。数一数猜中了几次。
#
# **资料来源**：Berry和Parasuraman（1991），Marketing Services，Free Press；四种内容与方法按教材转述；法规见表，不构成法律意见。
# %% [markdown] lang="en"
# **What we can say: the calls of November 2024 are not shown to have raised balances more than no call did; to know whether something works, draw lots and hold half back before you begin.**
#
# ## Summary
#
# On Friday the manager hands in a table and three sentences: "First mend what is broken, then cultivate the bond. Complaints and failures are followed up within a month, in person for the upper tier. Marketing looks at consent first and stops at the first no. And whether calls work: we hold half back this time as well."
#
# Lesson 1 asked what customer relationship maintenance includes and which methods it uses (D4a). Answer once more, and compare.
#
# **File B07, a new line:** those who leave after a failure mostly do so within three months; the calls of November 2024 are not shown to have raised balances more than waiting did.
#
# **Next:** [exercise 09](../../exercises/en/09_maintaining_relationships/09_maintaining_relationships.ipynb) (about 45 minutes), then lesson 10, "Customer marketing files". First, your score.
#
# **Sources:** Berry and Parasuraman (1991), Marketing Services, Free Press; the four kinds and their methods as told in textbooks; law as in the table, no legal advice.
# %%
bets()
