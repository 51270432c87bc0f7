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
# - **已知**：2025年春天起B07失约最多（第02课），客户的满意度最低（第06课），留下的多有房贷或代发工资（第07课）。
# - **已知**：全行来看，没有绑住的高端客户遇到失误，三个月里常常离开（第08课）。
# - **未知**：再往后还走不走？打个电话，留得住吗？
#
# **我猜**：一年算48周，四百位轮着打，每人一年能接到几通？差半通以内算中。
# %% [markdown] lang="en"
# ## ★ 1 Four hundred customers, eight hours (4 minutes)
#
# > "For half a year nobody cares about me. Then my deposit matures, and they ring every day." (A customer)
# >
# > "Four hundred people, eight hours a week, a quarter of an hour each. Whom do I call?" (A relationship manager)
# >
# > (People and dialogue are invented; the data are synthetic.)
#
# **File B07**
# - **Known:** since spring 2025 it has kept the smallest share of its promised times (lesson 02), its customers are the least satisfied (lesson 06), and many of those who stay are bound by a mortgage or a salary account (lesson 07).
# - **Known:** across the bank, upper-tier customers who are not bound often leave within three months of a failure (lesson 08).
# - **Not known:** do more leave after that? Does a call keep them?
#
# **Bet:** with 48 weeks a year and everybody called in turn, how many calls a year does each customer get? Within half a call counts as right.
# %%
bet("calls_a_year", kind="number", within=0.5)
# %%
settle("calls_a_year", 8 * 60 / 15 * 48 / 400)
# %% [markdown] lang="zh"
# **可以说：轮着打，每人一年不到四通；打给谁、为什么打，得先定下来。**
#
# ## ★ 2 维护什么（7分钟）
#
# **客户关系维护**（customer relationship maintenance）是把已有的关系留住、加深的日常工作。教材分四种内容：
#
# | 内容 | 维护的是 | 第01课的案例里 | 没做到，客户怎么说 |
# |---|---|---|---|
# | **硬件维护** | 网点、机器、手机银行、单据 | 点钞机、叫号机、饮水机 | “机器又坏了” |
# | **软件维护**（服务） | 态度、流程、技能 | 站立、微笑、统一的流程 | “三个人三种说法” |
# | **功能维护** | 产品还合不合用 | 细分客户，要什么给什么 | “早不合适了” |
# | **心理维护** | 信任、尊重、情分 | 贵宾要的“情感”，专属经理 | “有事才找我” |
# %% [markdown] lang="en"
# **What we can say: called in turn, each gets fewer than four calls a year; whom to call, and why, has to be decided first.**
#
# ## ★ 2 What is maintained? (7 minutes)
#
# **Customer relationship maintenance** is the daily work of keeping and deepening relationships that exist. The textbook tradition names four kinds:
#
# | Kind | What is maintained | In the case of lesson 01 | Where it is missing, customers say |
# |---|---|---|---|
# | **Facilities** ("hardware") | outlets, machines, app, documents | note counters, ticket machine, drinking water | "The machine is broken again" |
# | **Service** ("software") | manner, process, skill | standing, smiling, one process for all | "Three people, three stories" |
# | **Product function** | whether products still fit | ever finer segments, products as needed | "It hasn't suited me for years" |
# | **Emotional bond** ("psychology") | trust, respect, goodwill | the "emotion" that VIPs ask for, a named manager | "They only ring when they want something" |
# %%
take_quiz("09_maintaining_relationships", items=["four-kinds", "gift-or-repair"])
# %% [markdown] lang="zh"
# **轮到你**。保险公司的一位客户说：“为补一张纸，我跑了三趟，客户经理送我一本台历。”写一句：缺的是哪一种维护，送的是哪一种，应该做什么。
#
# <details><summary>对照</summary>
#
# 缺的是软件：要什么材料，没有一次说清；送的是心理。例如：“缺的那张拍照传来就行，今天办完；往后要什么，一次给您写全。”
#
# </details>
#
# **可以说：四种维护对应四种需要，缺哪样补哪样，情分代替不了修机器。**
#
# ## ★ 3 八种方法，三种纽带（7分钟）
#
# 同一种内容可以用几种方法，每种都有不该用的时候：
#
# | 方法 | 做什么 | 什么时候不用 |
# |---|---|---|
# | **上门** | 到客户那里当面办、当面说 | 没有约好，或者一条短信就够 |
# | **超值** | 合同以外帮一个忙 | 该做的还没做好；为了换业务 |
# | **知识** | 讲明白一件事：费用、规则、骗局 | 讲课是为了卖东西 |
# | **情感** | 记得人，主动关心 | 毛病还没修；打听他没说的私事 |
# | **顾问式** | 先问需要，再一起比几种办法 | 把佣金高的说成建议 |
# | **交叉销售** | 介绍另一类合适的产品 | 没有营销同意，或适当性没过 |
# | **个性化** | 时间、渠道、说法随人 | 用到没有同意用的信息 |
# | **分层** | 投入多少随层级（第08课） | 答复投诉、讲清失误，人人都有 |
#
# 客户为什么留下？文献分三种**关系纽带**（relational bond；Berry和Parasuraman，1991）：**财务纽带**（利率、优惠，作者认为最容易被照抄）、**社会纽带**（认得人、信得过）、**结构纽带**（工资、账单、系统接在一起）。另一派看重信任和承诺（Morgan和Hunt，1994）。
# %% [markdown] lang="en"
# **Your turn.** A customer of an insurer says: "I came three times about one missing paper, and the manager gave me a calendar." Write one sentence: which kind of maintenance was missing, which was given, what should be done?
#
# <details><summary>Compare</summary>
#
# Service was missing: nobody said once and for all which papers are needed. What came was for the emotional bond. For instance: "A photo of the missing paper will do, and it is settled today; next time you get the whole list in writing."
#
# </details>
#
# **What we can say: four kinds answer four needs; supply the one that is missing, since goodwill does not repair a machine.**
#
# ## ★ 3 Eight methods, three bonds (7 minutes)
#
# One kind can be served by several methods, each with its wrong moment:
#
# | Method | What one does | When not |
# |---|---|---|
# | **Visits** | meet customers where they are | no appointment, or a message would do |
# | **Extra value** | a favour beyond the contract | what is owed is not done yet; to get business for it |
# | **Knowledge** | explain fees, rules, frauds | when the talk is there to sell |
# | **Emotional** | remember people, show concern | something is still broken; prying |
# | **Consultative** | ask for needs, compare ways together | commission dressed up as advice |
# | **Cross-selling** | offer another kind of product that fits | no consent to marketing, or suitability not passed |
# | **Personalised** | time, channel and words for this person | with data not consented to |
# | **Tiered** | effort by tier (lesson 08) | answers to complaints and failures: everybody's |
#
# Why do customers stay? The literature names three **relational bonds** (Berry and Parasuraman 1991): **financial** (rates, discounts; by these authors the easiest to copy), **social** (knowing and trusting people), **structural** (salary, bills and systems joined). Others stress trust and commitment (Morgan and Hunt 1994).
# %%
take_quiz("09_maintaining_relationships", items=["scene-and-method", "cross-selling-first", "which-bond"])
# %% [markdown] lang="zh"
# 关系还有**客户生命周期**（customer life cycle）。本课按来行的时间切：不到12个月是新建（`new`），不到60个月是成长（`growing`），其余是稳定（`settled`），都是约定；衰退由下一节的信号来认。2025年12月31日在册的人：
# %% [markdown] lang="en"
# A relationship also has a **customer life cycle**. Here it is cut by time with the bank: under 12 months is new, under 60 growing, the rest settled (a convention); decline is recognised by the signals of the next section. On file on 31 December 2025:
# %%
from fsq_lab import early_warning, maintenance_plan

customers, balances, log = load("customers"), load("balances"), load("complaints_log")
december = early_warning.signals(customers, balances, "2025-12", log)
situations = maintenance_plan.situations(customers, december, on="2025-12-31")
pd.crosstab(situations["stage"], situations["tier"]).loc[["new", "growing", "settled"]]
# %% [markdown] lang="zh"
# **可以说：在册的{{len(situations):,}}人里，{{100 * (situations["stage"] == "settled").mean():.0f}}%已经来了五年以上；只盯着开户，就漏掉了大多数。**
#
# ## ★ 4 走之前的信号（6分钟）
#
# 客户很少说“我要走了”，行里却可能知道几件事。四种走的信号：近三个月投诉过（`complained`）、遇到失误（`failure`）、余额连降三个月（`falling`）、工资停了或手机银行用得少了（`quiet`）；还有一个由头：有存款到期（`matures`）。在四个月份里各数一遍。
#
# **我猜**：带着哪一种信号的客户，随后三个月离开的比例最高？
# %% [markdown] lang="en"
# **What we can say: of {{len(situations):,}} customers on file, {{100 * (situations["stage"] == "settled").mean():.0f}}% have been here for five years or more; a bank that watches only new accounts overlooks most of its customers.**
#
# ## ★ 4 Signals before they go (6 minutes)
#
# Customers rarely say that they are leaving, but the bank may know a few things. Four signs of leaving: complained in the last three months (`complained`), met with a `failure`, balance `falling` three months running, salary stopped or app used less (`quiet`); and one occasion: something `matures`. We count in four separate months.
#
# **Bet:** customers with which signal are the most likely to leave within three months?
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
# Draw it with seaborn: black lines are **confidence intervals**, and `seed` keeps them the same. Keaveney (1995) asked customers who had switched providers, and core service failures were among the reasons named most. What do our data say?
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
# 投诉过的离开{{100 * shown.query("signal == 'complained'")["leaves"].mean():.0f}}%（{{len(shown.query("signal == 'complained'"))}}人次）；有到期的{{100 * shown.query("signal == 'matures'")["leaves"].mean():.1f}}%（{{len(shown.query("signal == 'matures'"))}}人次），和全体的{{100 * past["leaves"].mean():.1f}}%一样：到期是联系的由头，不是走的信号。一个人会在几个月里出现，黑线因此偏短；信号和离开有关，不等于是原因。
#
# </details>
#
# **停一下，想一想**。四种走的信号一种也没有的人，是不是就不会走？下一格左边是信号的个数，右边是离开的人次。
# %% [markdown] lang="en"
# <details><summary>Reading the chart</summary>
#
# Of those who had complained {{100 * shown.query("signal == 'complained'")["leaves"].mean():.0f}}% left ({{len(shown.query("signal == 'complained'"))}} customer-months); where something matured, {{100 * shown.query("signal == 'matures'")["leaves"].mean():.1f}}% ({{len(shown.query("signal == 'matures'"))}}), just like the {{100 * past["leaves"].mean():.1f}}% of all: maturity is an occasion to talk and no sign of leaving. One customer stands in several months, so the black lines are too short; signals go with leaving and need not be its cause.
#
# </details>
#
# **Stop and judge.** If a customer has none of the four signs of leaving, will that customer stay? The next cell shows the number of signs on the left, departures on the right.
# %%
leavers = past.query("leaves == 1")
leavers[names[:4]].sum(axis=1).astype(int).value_counts()
# %% [markdown] lang="zh"
# **可以说：离开的{{len(leavers)}}人次（{{leavers["customer"].nunique()}}人，有人数了两次）里，{{int(leavers[names[:4]].sum(axis=1).eq(0).sum())}}人次事先没有走的信号；信号找得到一部分人，找不到全部。**
#
# ## 5 失误以后，有几个月（5分钟）
#
# 从一位客户第一次遇到失误算起，跟踪六个月，只看没有房贷和代发工资的人；跟踪不满六个月的，算到看得见的那个月为止（Kaplan-Meier估计）。**我猜**：高端客户里，六个月以内离开的占百分之几？差10个百分点以内算中。
# %% [markdown] lang="en"
# **What we can say: of {{len(leavers)}} departures counted ({{leavers["customer"].nunique()}} customers, some counted twice), {{int(leavers[names[:4]].sum(axis=1).eq(0).sum())}} came without a sign beforehand; signals find some leavers, not all.**
#
# ## 5 How many months after a failure? (5 minutes)
#
# We follow customers for six months from their first failure, only those without a mortgage or a salary account here; whoever cannot be followed that long counts for the months that are seen (the Kaplan-Meier estimate). **Bet:** what percentage of the upper tier has left within six months? Within 10 percentage points counts as right.
# %%
bet("upper_tier_gone", unit="%", within=10)
# %%
from fsq_lab import retention

free = retention.after_first_failure(balances, customers).query("bound == 0")
curves = retention.survival(free, "duration", "left", by="tier")
settle("upper_tier_gone", 100 * (1 - curves.loc["upper", "survival"].iloc[-1]))
# %%
others = retention.after_first_failure(balances, customers).query("bound == 0")
plots.survival_curve(retention.survival(others, "duration", "left", by="tier"))
# %% [markdown] lang="zh"
# <details><summary>读图</summary>
#
# 六个月后还在的：高端{{100 * curves.loc["upper", "survival"].iloc[-1]:.0f}}%（区间从{{100 * curves.loc["upper", "low"].iloc[-1]:.0f}}到{{100 * curves.loc["upper", "high"].iloc[-1]:.0f}}，{{int(curves.loc["upper", "at_risk"].iloc[0])}}人），大众{{100 * curves.loc["mass", "survival"].iloc[-1]:.0f}}%（从{{100 * curves.loc["mass", "low"].iloc[-1]:.0f}}到{{100 * curves.loc["mass", "high"].iloc[-1]:.0f}}，{{int(curves.loc["mass", "at_risk"].iloc[0])}}人）。
#
# </details>
#
# **改一个数，再运行**：把`bound == 0`换成`bound == 1`。有房贷或代发的人，走了多少？
#
# <details><summary>对照</summary>
#
# 几乎没有人走；走不了不等于满意（第07课）。
#
# </details>
#
# **可以说：没有绑住的客户遇到失误后半年以内离开的{{int(free["left"].sum())}}人里，{{int(free.query("duration <= 3")["left"].sum())}}人走在头三个月；联系要赶在这以前。**
#
# **停点一**（约29分钟）：还缺打给谁、做什么、有没有用。
#
# ## 6 一百通电话（7分钟）
#
# 把信号合成一个概率，用那四个月份学，到2025年6月和9月去试。**我猜**：给概率最高的一百人次（两个月合起来）打电话，其中几位真会在三个月内离开？差10以内算中。
# %% [markdown] lang="en"
# <details><summary>Reading the chart</summary>
#
# Still there after six months: upper tier {{100 * curves.loc["upper", "survival"].iloc[-1]:.0f}}% (interval {{100 * curves.loc["upper", "low"].iloc[-1]:.0f}} to {{100 * curves.loc["upper", "high"].iloc[-1]:.0f}}, {{int(curves.loc["upper", "at_risk"].iloc[0])}} customers), mass {{100 * curves.loc["mass", "survival"].iloc[-1]:.0f}}% ({{100 * curves.loc["mass", "low"].iloc[-1]:.0f}} to {{100 * curves.loc["mass", "high"].iloc[-1]:.0f}}, {{int(curves.loc["mass", "at_risk"].iloc[0])}}).
#
# </details>
#
# **Change a number and run again:** replace `bound == 0` with `bound == 1`. How many of those with a mortgage or a salary account here leave?
#
# <details><summary>Compare</summary>
#
# Hardly anybody; being unable to leave is not being satisfied (lesson 07).
#
# </details>
#
# **What we can say: of {{int(free["left"].sum())}} customers who were not bound and left within six months of a failure, {{int(free.query("duration <= 3")["left"].sum())}} went within three months; contact has to come before that.**
#
# **Stopping point one** (about 29 minutes): still open are whom to call, what to do, and whether it works.
#
# ## 6 A hundred calls (7 minutes)
#
# The signals are combined into one predicted probability, learnt on those four months and tried in June and September 2025. **Bet:** call the hundred cases with the highest probability (both months together): how many really leave within three months? Within 10 counts as right.
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
# **动一动滑块**，拖到400通。多打的三百通，值吗？
#
# <details><summary>对照</summary>
#
# 多白打{{int(early_warning.threshold(chance, now["leaves"], calls=400)["false_alarms"] - hundred["false_alarms"])}}通，只多命中{{int(early_warning.threshold(chance, now["leaves"], calls=400)["hits"] - hundred["hits"])}}位；在剩下的人里闭着眼打三百通，也会碰到约{{300 * (now["leaves"].sum() - hundred["hits"]) / (len(now) - 100):.0f}}位。白打的人里，有人从此拒接，所以电话里的话，对不想走的人也要有用。
#
# </details>
#
# ### 选做：说的概率算数吗
#
# 说“一成会走”的那一群，真走了一成吗？这叫**校准**（calibration）。按概率分五组，比一比说的和真的：
# %% [markdown] lang="en"
# **Move the slider** to 400 calls. Are the other three hundred worth it?
#
# <details><summary>Compare</summary>
#
# {{int(early_warning.threshold(chance, now["leaves"], calls=400)["false_alarms"] - hundred["false_alarms"])}} more in vain and {{int(early_warning.threshold(chance, now["leaves"], calls=400)["hits"] - hundred["hits"])}} more hits; called at random, three hundred of the remaining customers would hold about {{300 * (now["leaves"].sum() - hundred["hits"]) / (len(now) - 100):.0f}}. Some of those called in vain never pick up again, so what is said must be of use to them, too.
#
# </details>
#
# ### Optional: are the probabilities right?
#
# Of those given a probability of one in ten, does one in ten leave? That is **calibration**. Five groups by predicted probability: what was predicted beside what happened:
# %%
said = early_warning.calibration(chance, now["leaves"], groups=5)
plots.calibration(said)
# %% [markdown] lang="zh"
# <details><summary>读图</summary>
#
# 总的来看，真走的是说的{{said["ratio"]["all"]:.2f}}倍（区间从{{said["ratio_low"]["all"]:.2f}}到{{said["ratio_high"]["all"]:.2f}}，{{int(said["events"]["all"])}}人次离开）。两头都过头：最高一组说{{100 * said["predicted"]["5"]:.1f}}%，走了{{100 * said["observed"]["5"]:.1f}}%；最低一组说{{100 * said["predicted"]["1"]:.1f}}%，走了{{100 * said["observed"]["1"]:.1f}}%（{{int(said["n"]["1"])}}人次里{{int(said["events"]["1"])}}人次）。算钱要打折（第9节）；低的也不是“不会走”。
#
# </details>
#
# **可以说：一百通命中{{int(hundred["hits"])}}位（比例的区间从{{100 * hundred["low"]:.0f}}%到{{100 * hundred["high"]:.0f}}%），其余{{int(hundred["false_alarms"])}}位三个月里没有走；预警对排在最前的有用，再往下看不出比随机强，也不给人定性。**
#
# ## ★ 7 一份交得出去的计划（7分钟）
#
# 计划就是一张表：层级×阶段×信号→做什么、目的、谁、隔几天、渠道、要不要同意、什么时候停。先看法规：一条管电话，两条管第6节那样的排名。
# %% [markdown] lang="en"
# <details><summary>Reading the chart</summary>
#
# Overall, {{said["ratio"]["all"]:.2f}} times as many left as predicted (interval {{said["ratio_low"]["all"]:.2f}} to {{said["ratio_high"]["all"]:.2f}}, {{int(said["events"]["all"])}} departures). Both ends go too far: the highest group was given {{100 * said["predicted"]["5"]:.1f}}% and lost {{100 * said["observed"]["5"]:.1f}}%; the lowest was given {{100 * said["predicted"]["1"]:.1f}}% and lost {{100 * said["observed"]["1"]:.1f}}% ({{int(said["events"]["1"])}} of {{int(said["n"]["1"])}}). Sums of money need a discount (section 9), and a low probability is no "will stay".
#
# </details>
#
# **What we can say: a hundred calls hit {{int(hundred["hits"])}} (interval of the share {{100 * hundred["low"]:.0f}}% to {{100 * hundred["high"]:.0f}}%), the other {{int(hundred["false_alarms"])}} had not left after three months; the warning helps at the very top, shows nothing better than chance below, and passes no verdict on anybody.**
#
# ## ★ 7 A plan that can be handed in (7 minutes)
#
# The plan is a table: tier × stage × signal → action, purpose, owner, interval, channel, consent, stop rule. First the law: one rule on calls, two on rankings like that of section 6.
# %%
from fsq_lab import show_law

show_law("consumer-law-778/consent-first", "personal-information-2021/automated", "personal-information-2021/assessment")
# %% [markdown] lang="zh"
# 投诉和工资拿来排名，是另一个用途：先评估，由人来决定。同意管营销；欠客户的服务（回投诉、讲清失误）不用另外要，也不许借机推销。
#
# 初稿有五行。没有信号写`no_signal`；渠道有`telephone`、`message`、`visit`、`counter`；停止规则有`refusal`（拒绝）、`solved`（解决）、`after 2`（两次）；`any`是“不限”，更具体的一行优先。
# %% [markdown] lang="en"
# Ranking by complaints and salaries is a new purpose: assess it first, and let people decide. Consent is about marketing. Service that is owed (answering a complaint, explaining a failure) needs none, and must not be used for selling.
#
# The draft has five rows. Without a signal it is `no_signal`; channels are `telephone`, `message`, `visit`, `counter`; stop rules `refusal`, `solved`, `after 2` (two contacts). `any` means no restriction; the more specific row takes precedence.
# %%
rows = [
    ("any", "any", "any", "A1", "service", "branch", 180, "message", "not_needed", "after 2"),
    ("any", "any", "complained", "A2", "service", "branch", 7, "telephone", "not_needed", ""),
    ("upper", "any", "failure", "A3", "service", "manager", 30, "visit", "not_needed", "solved"),
    ("any", "any", "matures", "A4", "marketing", "manager", 7, "telephone", "not_needed", "refusal"),
    ("upper", "any", "falling", "A5", "service", "manager", 60, "telephone", "not_needed", "after 2"),
]
plan = pd.DataFrame(rows, columns=maintenance_plan.COLUMNS)
plan
# %% [markdown] lang="zh"
# A1问哪里没办好，A2回投诉，A3当面说明失误，A4约谈到期，A5余额一降就打电话。**我猜**：检查会报出几处毛病？
# %% [markdown] lang="en"
# A1 asks what went wrong, A2 answers complaints, A3 explains failures in person, A4 arranges a talk on maturity, A5 rings when balances fall. **Bet:** how many faults will the check report?
# %%
bet("faults_in_the_plan", kind="number", within=0)
# %%
faults = maintenance_plan.check(plan)
settle("faults_in_the_plan", len(faults))
# %%
faults
# %% [markdown] lang="zh"
# A2没写什么时候停；A4是营销，却七天一次、不要同意（本课约定营销至少隔30天）；A5没有人投诉，也没有出错，是行里想留钱，写成“服务”就绕过了同意。改好再查，空表就是没有毛病：
# %% [markdown] lang="en"
# A2 does not say when to stop. A4 is marketing, yet comes every seven days without consent (by this lesson's convention marketing contacts are at least 30 days apart). For A5 nobody complained and nothing went wrong: the bank wants to keep the money, and "service" gets round consent. Correct and check again; an empty table means no fault:
# %%
plan.loc[1, "stop_rule"] = "solved"
plan.loc[3, ["interval_days", "consent", "stop_rule"]] = [30, "needed", "refusal; after 2"]
plan.loc[4, ["purpose", "consent", "stop_rule"]] = ["marketing", "needed", "refusal; after 2"]
maintenance_plan.check(plan)
# %% [markdown] lang="zh"
# 在另一份上再添一行，管新来的、遇到失误的人；再看高端的新客户，每种信号归哪一行：
# %% [markdown] lang="en"
# On a copy, add a row for new customers who met with a failure; then see which row applies to upper-tier newcomers:
# %%
mine = plan.copy()
mine.loc[5] = ("any", "new", "failure", "A6", "service", "branch", 30, "telephone", "not_needed", "solved")
maintenance_plan.by_signal(mine, "upper", "new")
# %% [markdown] lang="zh"
# **轮到你**。高端的新客户遇到失误，第2行和第5行都管得着，又一样具体，就互相矛盾。先写一句：归谁，做什么，什么时候停；再在上一格最后一行的上面添`mine.loc[6]`，直到`failure`没有毛病。
#
# <details><summary>对照</summary>
#
# 写明三样的一行，比两行都具体，由它说了算。例如`mine.loc[6] = ("upper", "new", "failure", "A7", "service", "manager", 7, "visit", "not_needed", "solved")`。
#
# </details>
#
# **可以说：表里没有毛病，说的是用词认得出，同意、间隔、停止规则不打架，也没有把挽留的电话写成服务；短信里写了什么、做的事有没有用，表查不出。**
#
# ## ★ 8 计划对上人（4分钟）
#
# 计划对上12月31日在册的人和以往的联系记录；一人有几种信号，取最急的。**我猜**：最急的信号是到期的人，百分之几今天可以打营销电话？差10个百分点以内算中。
# %% [markdown] lang="en"
# **Your turn.** At a `failure` rows 2 and 5 both apply and are equally specific: a contradiction. First write one sentence: who is responsible, what is done, when does it stop? Then add a row `mine.loc[6]` above the last line of that cell, until `failure` is in order.
#
# <details><summary>Compare</summary>
#
# A row that names all three is more specific than both and decides. For instance `mine.loc[6] = ("upper", "new", "failure", "A7", "service", "manager", 7, "visit", "not_needed", "solved")`.
#
# </details>
#
# **What we can say: in a plan without faults, words exist, consent, intervals and stop rules agree, and no call to keep customers is called service; what a message says, and whether any of it helps, no check can tell.**
#
# ## ★ 8 The plan meets people (4 minutes)
#
# The plan meets the customers on file on 31 December, and earlier contacts. **Bet:** of those whose most urgent signal is maturity, what percentage may get a marketing call today? Within 10 percentage points counts as right.
# %%
bet("may_market_to", unit="%", within=10)
# %%
to_do = maintenance_plan.actions(plan, situations, load("contacts"))
maturing = to_do.query("signal == 'matures'")
settle("may_market_to", 100 * (maturing["note"] == "to do").mean())
# %%
pd.crosstab(to_do["note"], to_do["rule"])
# %% [markdown] lang="zh"
# 每列是计划的一行，从0数起：A4在第3列。**改一个词，再运行**：把`to_do["rule"]`换成`to_do["tier"]`，没有同意的人在哪几层？
#
# **停一下，想一想**。哪一句能说？“系统显示您可能要离开我们。”“您上个月转账失败，我来告诉您怎么处理了。”“您的钱快到期了，有一款新理财……”
#
# <details><summary>回应</summary>
#
# 第二句：讲的是他的事，不管他走不走都有用，是服务。第一句把猜测当成事实，还让人觉得被盯着；第三句是营销，要先有同意。
#
# </details>
#
# **可以说：到期的{{len(maturing)}}人里，{{100 * (maturing["note"] == "to do").mean():.0f}}%今天可以打营销电话；没有同意的{{int((maturing["note"] == "no consent").sum())}}人、拒绝过的{{int((maturing["note"] == "stopped: refused").sum())}}人、联系够了的{{int((maturing["note"] == "stopped: enough").sum())}}人、还没到时候的{{int((maturing["note"] == "too soon").sum())}}人不打：这不是损失，是规矩。**
#
# ## 9 最后一块钱买到什么（5分钟）
#
# 今天该联系的人里（A1除外），取概率最高的40位，每位至多一种办法：短信2元，电话20元，上门120元。假定原本要走的人，每百位能留住2、10、25位（谁也没有量过，怎样量见下一节）；留住一万元余额，一年值80元（第08课）；概率按第6节打{{10 * said["ratio"]["all"]:.0f}}折。在预算以内挑总值最大的组合，是**整数规划**（integer programme），程序能证明已经最优。
# %% [markdown] lang="en"
# Each column is a row of the plan, counted from 0: A4 is column 3. **Change a word and run again:** replace `to_do["rule"]` with `to_do["tier"]`. In which tiers are those without consent?
#
# **Stop and judge.** Which can be said? "The system shows that you may leave us." "A transfer of yours failed last month; I'm calling to tell you what we did about it." "Your deposit matures soon, and we have a new product ..."
#
# <details><summary>Reply</summary>
#
# The second: it is about his own affair and of use whether he stays or not, so it is service. The first takes a guess for a fact and makes him feel watched; the third is marketing and needs consent first.
#
# </details>
#
# **What we can say: of {{len(maturing)}} customers with something maturing, {{100 * (maturing["note"] == "to do").mean():.0f}}% may get a marketing call today; {{int((maturing["note"] == "no consent").sum())}} without consent, {{int((maturing["note"] == "stopped: refused").sum())}} who refused, {{int((maturing["note"] == "stopped: enough").sum())}} contacted often enough and {{int((maturing["note"] == "too soon").sum())}} not yet due are not called: that is no loss, it is the rule.**
#
# ## 9 What does the last yuan buy? (5 minutes)
#
# Of those to be contacted today (A1 apart), take the 40 with the highest probability, at most one measure each: a message for 2 yuan, a call for 20, a visit for 120. Assume that of a hundred who would leave these keep 2, 10 and 25 (nobody has measured it; the next section shows how), that 10,000 yuan of balance kept are worth 80 a year (lesson 08), and multiply probabilities by the {{said["ratio"]["all"]:.2f}} of section 6. Choosing the set of greatest total value within a budget is an **integer programme**; the solver can prove that its answer is the best.
# %%
from fsq_lab import budget

ways = pd.DataFrame({"way": ["message", "telephone", "visit"], "cost": [2, 20, 120], "kept": [0.02, 0.10, 0.25]})
latest = balances.query("month == '2025-12'")[["customer", "balance"]]
may = to_do.query("note == 'to do' and rule > 0")["customer"]
able = december.assign(chance=warning.predict(december)).query("customer in @may").merge(latest, on="customer")
options = able.nlargest(40, "chance").merge(ways, how="cross")
options["value"] = options["kept"] * options["chance"] * said["ratio"]["all"] * options["balance"] * 80 / 10_000
steps = budget.last_yuan(options, range(500, 2501, 500), one_of="customer")
plots.last_yuan(steps)
# %% [markdown] lang="zh"
# <details><summary>读图</summary>
#
# 第一个500元，每元换回{{steps["per_yuan"].iloc[0]:.1f}}元；从500到1,000元，每元{{steps["per_yuan"].iloc[1]:.2f}}元，不到一元。
#
# </details>
#
# **改一个数，再运行**：去掉打的折（` * said["ratio"]["all"]`）。第二个500元还值吗？
#
# <details><summary>对照</summary>
#
# 每元变成{{steps["per_yuan"].iloc[1] / said["ratio"]["all"]:.2f}}元，又值了：结论挂在没有量准的数上。
#
# </details>
#
# **可以说：在这些假定下，打了折，只有第一个500元值；不打折，第二个也值。“值”只算了钱，服务的底线不能由它来定。**
#
# ## ★ 10 涨了，是电话的功劳吗（8分钟）
#
# 2024年11月，行里给余额掉下来的客户打电话。喜报说：“打过电话的，三个月后余额平均涨了一成。”当时有人坚持抽签，留下约一半不打。随机分的两组，事先只差碰巧；没打的那一半，就是“不打会怎样”，叫**对照组**（control group）。**我猜**：没打的那一半，余额平均涨了百分之几？差3个百分点以内算中（跌了写负数）。
# %% [markdown] lang="en"
# <details><summary>Reading the chart</summary>
#
# Each of the first 500 yuan brings back {{steps["per_yuan"].iloc[0]:.1f}}; from 500 to 1,000 each brings {{steps["per_yuan"].iloc[1]:.2f}}, less than one.
#
# </details>
#
# **Change a number and run again:** take out the discount (` * said["ratio"]["all"]`). Do the second 500 yuan pay now?
#
# <details><summary>Compare</summary>
#
# Each brings {{steps["per_yuan"].iloc[1] / said["ratio"]["all"]:.2f}}, so they do: the verdict hangs on a number that nobody has measured well.
#
# </details>
#
# **What we can say: under these assumptions only the first 500 yuan pay with the discount, and the second as well without it; "pays" counts money alone, so it must not set the minimum standard of service.**
#
# ## ★ 10 It rose. Was it the calls? (8 minutes)
#
# In November 2024 the bank called customers whose balances had fallen. The good news: "Three months after our calls, balances had risen by a tenth on average." Somebody had insisted on choosing at random whom to call, and holding back about half. Two random halves differ beforehand by chance alone, so those not called show what happens without a call: a **control group**. **Bet:** by how many per cent did the balances of the held-back half rise? Within 3 percentage points counts as right (with a minus sign if they fell).
# %%
bet("held_back_rose", unit="%", within=3)
# %%
from fsq_lab import campaigns

rises = campaigns.rises(load("contacts"), balances, before="2024-11", after="2025-02")
effect = campaigns.effect(rises)
settle("held_back_rose", effect["percent"]["held_back"])
# %%
plots.campaign_effect(campaigns.effect(campaigns.rises(load("contacts"), balances, after="2025-02")))
# %% [markdown] lang="zh"
# 打了的涨{{effect["percent"]["called"]:.1f}}%（{{int(effect["n"]["called"])}}人），没打的涨{{effect["percent"]["held_back"]:.1f}}%（{{int(effect["n"]["held_back"])}}人）。**轮到你**，先写一句：没人打电话，为什么也涨？再画一张图：每位客户都拿自己2024年11月（灰线）的余额当100，两组各取中位数（median）。
# %% [markdown] lang="en"
# Called: {{effect["percent"]["called"]:+.1f}}% ({{int(effect["n"]["called"])}} customers); held back: {{effect["percent"]["held_back"]:+.1f}}% ({{int(effect["n"]["held_back"])}}). **Your turn**, a sentence first: why do balances rise when nobody calls? Then draw: everybody's own balance of November 2024 (grey line) is 100, and each group shows its **median**.
# %%
path = balances.query("'2024-06' <= month <= '2025-05'").merge(rises[["arm", "before"]], on="customer")
path["percent"] = 100 * path["balance"] / path["before"]
path["arm"] = path["arm"].map(label)
axes = sns.lineplot(path, x="month", y="percent", hue="arm", estimator="median", errorbar=None)
_ = axes.set(xlabel="", ylabel="2024-11 = 100")
_ = axes.legend(title="")
axes.axvline("2024-11", color="0.6")
axes.tick_params(axis="x", rotation=60)
# %% [markdown] lang="zh"
# <details><summary>对照你写的那一句</summary>
#
# 挑的就是余额正低的人：两条线到11月都落到低处，随后都回升，这叫向均值回归。所以“事后减事前”会骗人，和随机留下的一半比不会。
#
# </details>
#
# 两组之差按倍数算：{{1 + effect["percent"]["called"] / 100:.3f}}÷{{1 + effect["percent"]["held_back"] / 100:.3f}}−1，是{{effect["percent"]["difference"]:.1f}}%，区间从{{effect["percent_low"]["difference"]:.1f}}%到{{effect["percent_high"]["difference"]:+.1f}}%：含0。没有看出作用，不等于没有作用，{{effect["percent_high"]["difference"]:.0f}}%以内的好处还无法排除。涨幅是对数的平均再换成百分比；没接电话的也算在打了的一组，离开的{{int(effect["n_lost"]["difference"])}}人没有余额可比。
#
# **改一个数，再运行**：在上面那张图的一格里，把`after="2025-02"`换成`after="2025-05"`。结论变了吗？
#
# <details><summary>对照</summary>
#
# 没有变：两组之差{{campaigns.effect(campaigns.rises(load("contacts"), balances, after="2025-05"))["percent"]["difference"]:.1f}}%，区间到{{campaigns.effect(campaigns.rises(load("contacts"), balances, after="2025-05"))["percent_high"]["difference"]:+.1f}}%，仍含0。
#
# </details>
# %% [markdown] lang="en"
# <details><summary>Compare your sentence</summary>
#
# Those chosen were at a low: both lines drop until November and then recover without a call: regression to the mean. So "after minus before" misleads; comparison with a random half does not.
#
# </details>
#
# The two differ by a factor, {{1 + effect["percent"]["called"] / 100:.3f}} ÷ {{1 + effect["percent"]["held_back"] / 100:.3f}} − 1 = {{effect["percent"]["difference"]:.1f}}%, interval {{effect["percent_low"]["difference"]:.1f}}% to {{effect["percent_high"]["difference"]:+.1f}}%: it contains 0. Not having shown an effect does not prove that there is none; a gain of up to {{effect["percent_high"]["difference"]:.0f}}% cannot be ruled out. Rises are means of logarithms turned into per cent; whoever did not answer stays with the called; {{int(effect["n_lost"]["difference"])}} who left have no balance to compare.
#
# **Change a number and run again:** in the cell of the first chart, replace `after="2025-02"` with `after="2025-05"`. Does the conclusion change?
#
# <details><summary>Compare</summary>
#
# It does not: a difference of {{campaigns.effect(campaigns.rises(load("contacts"), balances, after="2025-05"))["percent"]["difference"]:.1f}}%, whose interval, up to {{campaigns.effect(campaigns.rises(load("contacts"), balances, after="2025-05"))["percent_high"]["difference"]:+.1f}}%, still contains 0.
#
# </details>
# %%
take_quiz("09_maintaining_relationships", items=["good-news-mended"])
# %% [markdown] lang="zh"
# **可以说：看不出2024年11月的电话让余额比不打时涨得更多；要知道有没有用，动手以前就随机留出一半。**
#
# ## 小结
#
# 星期五，客户经理交了一张表和三句话：“先修坏的，再谈情分；投诉和失误一个月以内联系，高端的当面说；营销先看同意，说一次‘不’就停。电话有没有用，这次也留一半。”
#
# 第01课问过：客户关系维护有哪些内容，有哪些方法（D4a）？现在再答一遍，和当时的回答比一比。
#
# **档案B07，新的一行**：失误以后离开的，多在三个月以内走；看不出2024年11月的电话比等着更能抬高余额。B07一家，没有绑住又遇到失误的高端、中端客户只有{{len(free.query("branch == 'B07' and tier != 'mass'"))}}位，半年里走了{{int(free.query("branch == 'B07' and tier != 'mass'")["left"].sum())}}位：人太少，单看它说不准。
#
# **接下来**：[练习09](../../exercises/zh/09_maintaining_relationships/09_maintaining_relationships.ipynb)（约45分钟），然后是第10课“客户营销档案”。数一数猜中了几次。
#
# **资料来源**：Berry和Parasuraman（1991），Marketing Services，Free Press；Morgan和Hunt（1994），Journal of Marketing 58(3)；Keaveney（1995），Journal of Marketing 59(2)；四种内容与方法按教材转述；法规见表，不构成法律意见。
# %% [markdown] lang="en"
# **What we can say: there is no evidence that the calls of November 2024 raised balances beyond what would have happened without them; to know whether a measure works, hold back a random half before you begin.**
#
# ## Summary
#
# On Friday the manager hands in a table and three sentences: "First repair what is broken, then build goodwill. Complaints and failures are followed up within a month, in person for the upper tier. Marketing looks at consent first and stops at the first no. And whether calls work: we hold half back this time as well."
#
# Lesson 01 asked what customer relationship maintenance includes and which methods it uses (D4a). Answer once more, and compare.
#
# **File B07, a new line:** those who leave after a failure mostly do so within three months; there is no evidence that the calls of November 2024 raised balances more than waiting did. At B07 alone, of {{len(free.query("branch == 'B07' and tier != 'mass'"))}} upper- and middle-tier customers who were not bound and met a failure, {{int(free.query("branch == 'B07' and tier != 'mass'")["left"].sum())}} left within six months: too few to tell.
#
# **Next:** [exercise 09](../../exercises/en/09_maintaining_relationships/09_maintaining_relationships.ipynb) (about 45 minutes), then lesson 10, "Customer marketing files". First, your score.
#
# **Sources:** Berry and Parasuraman (1991), Marketing Services, Free Press; Morgan and Hunt (1994), Journal of Marketing 58(3); Keaveney (1995), Journal of Marketing 59(2); the four kinds and their methods as told in textbooks; law as in the table, no legal advice.
# %%
bets()
