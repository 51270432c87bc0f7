# %% [markdown] lang="zh"
# # 08 个性化模式
#
# **用时**：60分钟，课后练习另计45分钟；只走带★的短路径，约52分钟。
#
# 2026年1月，零售部有人提议：“给每位客户配一位客户经理，一人一策。”总经理周五表态，请你算三笔账：花多少钱，服务了谁，漏掉了谁。
#
# **本课回答**
# - 哪些统一，哪些按人来？
# - 谁有客户经理，一年多少钱？
# - 省钱的规则会把谁关在门外？什么时候不该个性化？
#
# **学习目标**
# - 知识目标：解释和分析建立金融服务品质个性化模式的实践意义（K3）。
# - 技能目标：有针对性地维护客户（S3）。
# %% [markdown] lang="en"
# # 08 The personalised service model
#
# **Time:** 60 minutes, and 45 more for the exercises. The starred short path (★) takes about 52.
#
# January 2026. "Give every customer a relationship manager, and a plan of their own," somebody proposes. By Friday the head of retail asks you: what does it cost, whom does it serve, whom does it leave out?
#
# **Questions of this lesson**
# - What should be the same for all, and what tailored?
# - Who gets a manager, at what cost?
# - Whom does a rule that saves money shut out? When not to personalise?
#
# **Objectives**
# - Knowledge: explain and analyse the practical significance of the personalised service model (K3).
# - Skill: maintain customers in a targeted way (S3).
# %% [markdown] lang="zh"
# ## ★ 1 每人一位客户经理（3分钟）
#
# > “我就存个定期。机器不卡、不排队，我就满意。”（大众客户）
# >
# > “换了三位客户经理，每回都从头讲起。”（高端客户）
# >
# > “手机上的字太小，我还是想找柜台的小周。”（七十一岁的客户）
# >
# > （人物虚构，数据合成，和真实机构无关）
#
# **档案B07**
# - **已知**：在册客户里，它的满意度最低（第06课）。
# - **已知**：留下的多半有房贷或代发工资绑着（第07课）。
# - **未知**：没有绑住的，走不走？走的是谁？
#
# 2025年12月在册的客户，按余额分三层：10万元以下是大众，10万到50万是中端，50万以上是高端。**我猜**：高端客户不到一成，拿着全部资产的百分之几？差10个百分点以内算中。
# %% [markdown] lang="en"
# ## ★ 1 A relationship manager for everybody (3 minutes)
#
# > "I've only a deposit. No queue and a machine that works, and I'm content." (A mass customer)
# >
# > "Three managers in a row, and each time my story from the start." (An upper-tier customer)
# >
# > "The letters on the phone are too small. I'd rather see Xiao Zhou at the counter." (A customer of 71)
# >
# > (People invented, data synthetic; no real institution.)
#
# **File B07**
# - **Known:** its customers on file are the least satisfied (lesson 06).
# - **Known:** most of those who stay are bound by a mortgage or salary account (lesson 07).
# - **Not known:** do those not bound leave, and which?
#
# Customers on file in December 2025 fall into three tiers by balance: mass below 100,000 yuan, middle up to 500,000, upper from there. **Bet:** less than a tenth are upper tier. What percentage of all assets do they hold? Within 10 percentage points counts as right.
# %%
from fsq_lab import tiers

on_file = load("balances").query("month == '2025-12'").merge(load("customers"), on="customer").set_index("customer")
assets = on_file["balance"]
year = load("transactions").query("date >= '2025'")
year = year[year["customer"].isin(on_file.index)]
tier = tiers.cut(assets, [100_000, 500_000], ["mass", "middle", "upper"])
bet("assets_of_upper", unit="%", within=10)
# %%
held = tiers.summary(assets, tier)
settle("assets_of_upper", 100 * held["assets_share"]["upper"])
# %%
plots.lorenz(tiers.lorenz(assets), held)
# %% [markdown] lang="zh"
# <details><summary>读图</summary>
#
# 这是**洛伦兹曲线**（Lorenz curve）：客户从资产最少的排起，横轴数人，纵轴累计资产；越往下弯，越集中。{{len(assets):,}}位里，高端{{100 * held["share"]["upper"]:.1f}}%，拿着{{100 * held["assets_share"]["upper"]:.0f}}%。
#
# </details>
#
# 招商银行2022年6月30日，金葵花及以上（月日均总资产50万元以上）占1.78亿户的2.3%，资产占81.7% [CMB2022]。它数总资产，我们数余额，不能比高低；资产集中，也不等于利润集中。
#
# **可以说：这份数据里，资产集中在少数客户手里；人人一样还是人人不同，先看这条曲线。**
#
# ## ★ 2 统一的和按人来的（7分钟）
#
# **标准化服务**（standardised service）：同一件事，对谁都按同样的步骤、时限和价格办，像流水线（Levitt 1972）。**定制化服务**（customised service）：内容、方式或渠道按这位客户的需要来定。**个性化模式**（personalised service model）：弄清客户要什么，再定哪些统一、哪些按人来，守住成本、同意和公平。
#
# 案例“因您而变”（约2007年）两样并用。普通客户要**微笑与效率**：方便、快捷、安全的标准化服务，引导去自助机和网上银行。贵宾客户要**专业与情感**：专属客户经理、一对一理财、专属空间和多种渠道。
#
# **停一下，想一想**。一位大众客户来办父亲的遗产继承，一位金葵花客户来打印流水。谁要微笑与效率，谁要专业与情感？
#
# <details><summary>回应</summary>
#
# 倒过来：前一位要懂继承的人，也要体谅；后一位要快。案例没有说谁配得到什么；层级是猜测，来办什么才是事实。
#
# </details>
#
# 教材传统有五项措施，和案例的对应由本课排：
#
# | 措施 | 案例里的做法 |
# |---|---|
# | 客户至上的观念 | 因您而变，按客户要什么来改 |
# | 高效的定制化运作系统 | 大众走自助，贵宾有专属客户经理 |
# | 让客户控制服务过程 | 贵宾有几种渠道可选；普通客户是引导去自助的，没有做到 |
# | 抓住**关键时刻**（moment of truth，接触机构、形成看法的那一刻；Normann、Carlzon） | 站立、微笑、面对面、上门 |
# | 重视投诉 | 柜台、电话、网络都受理，还回访 |
# %% [markdown] lang="en"
# <details><summary>Reading the chart</summary>
#
# This is a **Lorenz curve**: customers are ranked from the smallest assets up; the horizontal axis adds up people, the vertical axis assets. The deeper it sags, the more concentrated they are. Of {{len(assets):,}} customers {{100 * held["share"]["upper"]:.1f}}% are upper tier, and hold {{100 * held["assets_share"]["upper"]:.0f}}%.
#
# </details>
#
# At China Merchants Bank on 30 June 2022 Sunflower customers and above (monthly average assets of 500,000 yuan or more), 2.3% of 178 million, held 81.7% of the assets [CMB2022]. It counts total assets and we count balances: do not compare; nor need profit be as concentrated.
#
# **What we can say: in these data a few customers hold most of the assets; look at this curve before serving all alike or each differently.**
#
# ## ★ 2 Standardised and tailored (7 minutes)
#
# **Standardised service**: the same matter is handled in the same steps, time and price for all, as on a production line (Levitt 1972). **Customised service**: its content, manner or channel follows this customer's need. A **personalised service model** finds out what customers want, decides what is the same for all, and keeps to cost, consent and fairness.
#
# The case "Changing for You" (about 2007) does both. Ordinary customers want **a smile and efficiency**: convenient, quick, safe, standardised service, with guidance to machines and online banking. VIPs want **expertise and an emotional bond**: a relationship manager, one-to-one advice, a room of their own, several channels.
#
# **Stop and judge.** A mass customer comes about her late father's estate; a Sunflower customer wants a statement printed. Who needs a smile and efficiency, and who expertise and a bond?
#
# <details><summary>Reply</summary>
#
# The other way round: she needs kindness and somebody who knows how estates are handled; he needs speed. The case does not say who deserves what. A tier is a guess; what somebody has come for is a fact.
#
# </details>
#
# The textbook tradition's five measures, matched with the case by this lesson:
#
# | Measure | In the case |
# |---|---|
# | A customer-first concept | change with what customers need |
# | An efficient, customised operating system | self-service for the many, a relationship manager for VIPs |
# | The customer's control over the process | VIPs choose among channels; ordinary customers are guided to self-service: not achieved |
# | The **moment of truth** (when customer and institution meet and an impression forms: Normann, Carlzon) | staff stand, smile, serve face to face, and visit customers |
# | Taking complaints seriously | counter, telephone and web accept them; call-backs |
# %%
take_quiz("08_personalised_mode", items=["five-measures", "smile-or-expertise"])
# %% [markdown] lang="zh"
# **可以说：个性化模式要定哪些统一、哪些按人来；两群客户看重的不一样，这一次来办什么更要紧。**
#
# ## ★ 3 养得起吗（5分钟）
#
# 假定：一位客户经理一年24万元，管100位（不满也要一位），每位摊2,400元；每1万元资产一年毛利80元。要2,400元毛利，就要30万元资产。**我猜**：在册的{{len(assets):,}}位里，百分之几到得了？差5个百分点以内算中。
# %% [markdown] lang="en"
# **What we can say: a personalised service model decides what is the same for all and what is tailored; two groups value different things, and what brings a customer in today matters more.**
#
# ## ★ 3 Who can carry the cost? (5 minutes)
#
# Assume that a relationship manager costs 240,000 yuan a year for up to 100 customers (part of a hundred takes one too), 2,400 each; and that 10,000 yuan of assets bring a margin of 80 a year: 2,400 takes assets of 300,000. **Bet:** what percentage of the {{len(assets):,}} customers reach that? Within 5 percentage points counts as right.
# %%
bet("worth_a_manager", unit="%", within=5)
# %%
settle("worth_a_manager", 100 * (assets >= 300_000).mean())
# %%
tiers.summary(assets, tier, load={"upper": 100, "middle": 400, "mass": 100})[["n", "mean", "managers"]].round()
# %% [markdown] lang="zh"
# <details><summary>读表</summary>
#
# 到得了30万元的只有{{100 * (assets >= 300_000).mean():.1f}}%。大众客户平均{{held["mean"]["mass"] / 10_000:.1f}}万元，一年毛利约{{held["mean"]["mass"] * 80 / 10_000:.0f}}元，摊不起。
#
# </details>
#
# **改一个词，再运行**：去掉`"mass": 100`这一项（不配客户经理），要几位？
#
# <details><summary>对照</summary>
#
# 从{{int(tiers.summary(assets, tier, load={"upper": 100, "middle": 400, "mass": 100})["managers"].sum())}}位到{{int(tiers.summary(assets, tier, load={"upper": 100, "middle": 400})["managers"].sum())}}位。
#
# </details>
# %% [markdown] lang="en"
# <details><summary>Reading the table</summary>
#
# Only {{100 * (assets >= 300_000).mean():.1f}}% reach 300,000. A mass customer has {{held["mean"]["mass"]:,.0f}} yuan on average, a margin of some {{held["mean"]["mass"] * 80 / 10_000:.0f}} a year.
#
# </details>
#
# **Change a word and run again:** take out `"mass": 100` (no managers for them). How many are needed?
#
# <details><summary>Compare</summary>
#
# {{int(tiers.summary(assets, tier, load={"upper": 100, "middle": 400})["managers"].sum())}} in place of {{int(tiers.summary(assets, tier, load={"upper": 100, "middle": 400, "mass": 100})["managers"].sum())}}.
#
# </details>
# %%
take_quiz("08_personalised_mode", items=["manager-breaks-even"])
# %% [markdown] lang="zh"
# 到得了，只说明养得起：没有客户经理，这些毛利也在。他多带来多少，要留一半客户不配来比（第09课）。
#
# **可以说：按这些假定，养得起客户经理的是少数客户；配了能多带来多少，没有试过。**
#
# ## ★ 4 线划在哪里（7分钟）
#
# 把中端的线往左拖到1万元：客户经理多了几位？“落下”的人（只剩手机、又几乎不用）少了几位？再拖高端的线，落下的人变不变？
# %% [markdown] lang="en"
# That shows who can carry the cost: the margin is there without a manager. What one adds takes a comparison, with half left without (lesson 09).
#
# **What we can say: on these assumptions few customers can carry the cost of a manager; what one would add is untried.**
#
# ## ★ 4 Where to cut (7 minutes)
#
# Move the middle cut left to 10,000 yuan: how many more managers, and how many fewer left to an app that they hardly use? Does the upper cut change the latter?
# %%
from fsq_lab import explore_tiers

explore_tiers()
# %% [markdown] lang="zh"
# **轮到你**（成本）。给总经理写一句：线在哪里，几位客户经理，一年多少钱，谁没有。
#
# <details><summary>对照</summary>
#
# 例如：“50万元以上{{int(held["n"]["upper"])}}位，{{int(tiers.summary(assets, tier, load={"upper": 100, "middle": 400})["managers"]["upper"])}}位客户经理；10万到50万元{{int(held["n"]["middle"])}}位，{{int(tiers.summary(assets, tier, load={"upper": 100, "middle": 400})["managers"]["middle"])}}位；一年{{int(tiers.summary(assets, tier, load={"upper": 100, "middle": 400})["managers"].sum()) * 24}}万元。{{int(held["n"]["mass"]):,}}位大众客户没有，省下的用来办好机器和窗口。”假定也要写上。
#
# </details>
#
# **可以说：中端的线往左划，客户经理多，落下的人少；线划在哪里，成本和没有的是谁，都要写明。**
#
# **停点一**（约22分钟）。
#
# ## 5 谁用得多（5分钟）
#
# **RFM**看客户用得怎样：**近度**（recency，离最近一笔几天）、**频次**（frequency，几笔）、**金额**（monetary，一共多少），各从低到高打分，近的分高。难处在**并列**：三位都是2笔，同事按文件里的先后切成三档，同样的客户得了不同的分。
# %% [markdown] lang="en"
# **Your turn** (cost). Write one sentence for the head of retail: where the cut is, how many managers, what they cost a year, who has none.
#
# <details><summary>Compare</summary>
#
# For instance: "{{int(tiers.summary(assets, tier, load={"upper": 100, "middle": 400})["managers"]["upper"])}} managers for the {{int(held["n"]["upper"])}} from 500,000 yuan up, {{int(tiers.summary(assets, tier, load={"upper": 100, "middle": 400})["managers"]["middle"])}} for the {{int(held["n"]["middle"])}} from 100,000; {{int(tiers.summary(assets, tier, load={"upper": 100, "middle": 400})["managers"].sum()) * 240_000:,}} yuan a year. {{int(held["n"]["mass"]):,}} mass customers have none, and the saving goes into machines and windows." State the assumptions too.
#
# </details>
#
# **What we can say: a lower middle cut takes more managers and leaves out fewer; wherever cuts are, state the cost and who has none.**
#
# **Stopping point one** (about 22 minutes).
#
# ## 5 Who uses us most? (5 minutes)
#
# **RFM** is **recency** (days since the last transaction), **frequency** (how many) and **monetary value** (their sum), each scored from low to high; recent scores high. The difficulty is **ties**: three customers made 2 transactions each, a colleague cuts the file into thirds, and equals get different scores.
# %%
from fsq_lab import rfm

toy = pd.DataFrame({"recency": [5, 9, 20, 31, 60, 88], "frequency": [2, 2, 2, 5, 5, 9], "monetary": [300, 80, 90, 400, 700, 900]})
rfm.score(toy, k=3)[["r", "frequency", "f", "code"]]
# %% [markdown] lang="zh"
# 前三位的频次都是1分：并列的同进同退。交易表是抽样，只能比谁多谁少。**我猜**：2025年抽到过的客户，频次分五档，最低的一档占百分之几？差2个百分点以内算中。
# %% [markdown] lang="en"
# All three score 1 for frequency: equals stay together. Transactions are a sample and tell who does more. **Bet:** for customers drawn in 2025, frequency is cut into five classes. What percentage fall into the lowest? Within 2 percentage points counts as right.
# %%
habits = rfm.from_transactions(year, reference="2026-01-01")
bet("lowest_class", unit="%", within=2)
# %%
levels = rfm.levels(rfm.score(habits, k=5))
settle("lowest_class", 100 * levels.loc[("frequency", 1), "share"])
# %%
levels.loc["frequency"][["from", "to", "n", "share"]]
# %% [markdown] lang="zh"
# <details><summary>读表</summary>
#
# 抽到{{int(levels.loc[("frequency", 1), "from"])}}到{{int(levels.loc[("frequency", 1), "to"])}}笔的有{{int(levels.loc[("frequency", 1), "n"])}}位，占{{100 * levels.loc[("frequency", 1), "share"]:.0f}}%；笔数少，并列就多。
#
# </details>
#
# **改一个词，再运行**：把最后一格的`frequency`换成`monetary`。各档有什么变化，为什么？
#
# <details><summary>对照</summary>
#
# 几乎一样大：金额很少有相同的，没有并列。
#
# </details>
# %% [markdown] lang="en"
# <details><summary>Reading the table</summary>
#
# {{int(levels.loc[("frequency", 1), "n"])}} customers, {{100 * levels.loc[("frequency", 1), "share"]:.0f}}%, made {{int(levels.loc[("frequency", 1), "from"])}} to {{int(levels.loc[("frequency", 1), "to"])}} transactions: small numbers, many ties.
#
# </details>
#
# **Change a word and run again:** in the last cell, replace `frequency` with `monetary`. What changes, and why?
#
# <details><summary>Compare</summary>
#
# The classes are almost equal: hardly any two values are the same, so there are no ties.
#
# </details>
# %%
take_quiz("08_personalised_mode", items=["quiet-depositor"])
# %% [markdown] lang="zh"
# **可以说：RFM说的是用得多不多，不是值多少；全年一笔也没有抽到的{{len(on_file) - len(habits)}}位客户，拿着{{100 * assets[~assets.index.isin(habits.index)].sum() / assets.sum():.0f}}%的资产。**
#
# ## 6 分得出，不等于分得对（3分钟）
#
# 也可以让程序分群：**k均值聚类**（k-means clustering），让群内的客户尽量相像。频次和金额差几百倍，先取对数。图你自己画：
# %% [markdown] lang="en"
# **What we can say: RFM tells how much the bank is used, not what a customer is worth; the {{len(on_file) - len(habits)}} customers with no transaction drawn in the year hold {{100 * assets[~assets.index.isin(habits.index)].sum() / assets.sum():.0f}}% of the assets.**
#
# ## 6 Groups, and whether to believe them (3 minutes)
#
# **K-means clustering** forms groups of customers as alike as can be. Frequency and monetary value range over factors of hundreds, so take logarithms. Draw this chart yourself:
# %%
import seaborn as sns
from fsq_lab import segments

both = ["frequency", "monetary"]
groups = segments.cluster(habits, both, k=3, log=both)
look = {"hue": "segment", "style": "segment", "palette": "viridis"}
picture = sns.scatterplot(habits.assign(segment=groups.labels), x="frequency", y="monetary", **look)
picture.set(xscale="log", yscale="log")
plots.labelled(picture)
# %% [markdown] lang="zh"
# **改一个数，再运行**：把`k=3`换成`k=5`。照样切得开：这一大片没有天然的缝。
#
# 有放回地重抽{{len(habits):,}}位，重新分，每群和原来的重合多少（雅卡尔系数，1是全重合）？这叫**稳定性**（stability）。
# %% [markdown] lang="en"
# **Change a number and run again:** replace `k=3` with `k=5`. It divides as neatly: one cloud without gaps.
#
# If {{len(habits):,}} are drawn again with replacement and grouped anew, how far does each group overlap with the old one (Jaccard similarity; 1 means wholly)? That is **stability**.
# %%
back = segments.stability(habits, both, k=3, log=both, starts=3, resamples=20)
back[["n", "jaccard", "note"]]
# %%
take_quiz("08_personalised_mode", items=["stable-groups"])
# %% [markdown] lang="zh"
# **可以说：重抽以后，三群和原来平均重合{{100 * back["jaccard"]["all"]:.0f}}%，可以试用；稳定只说明分得一致，不说明天生有三种客户。**
#
# ## ★ 7 一条省钱的规则（7分钟）
#
# > “12月用手机银行不到6天的，总往柜台跑。专属联系人和柜台预约，都放进手机；下午关柜台。省下的都是利润。”（数字部）
#
# **我猜**：用手机不到6天的，去柜台的次数是别人的几倍？差{{0.5}}倍以内算中。
# %% [markdown] lang="en"
# **What we can say: drawn again, these groups overlap with the old ones by {{100 * back["jaccard"]["all"]:.0f}}% on average, and can be tried; that shows consistent borders, not natural kinds.**
#
# ## ★ 7 A rule that saves money (7 minutes)
#
# > "Those who used the app on fewer than 6 days in December keep coming to the counter. Put named contacts and appointments into the app; close the counter in the afternoon. What we save is profit." (Digital department)
#
# **Bet:** customers below 6 days visit the counter how many times as often as the others? Within {{0.5}} counts as right.
# %%
on_file["counter"] = year.query("channel == 'counter'")["customer"].value_counts()
on_file = on_file.fillna({"counter": 0}).assign(app_user=(on_file["app_days"] >= 6).astype(int))
bet("times_at_the_counter", unit="×", within=0.5)
# %%
two = on_file.groupby("app_user")[["counter", "balance"]].mean()
settle("times_at_the_counter", two["counter"][0] / two["counter"][1])
# %% [markdown] lang="zh"
# <details><summary>账面</summary>
#
# 一年{{two["counter"][0]:.1f}}次对{{two["counter"][1]:.1f}}次，平均余额都是{{two["balance"][0] / 10_000:.0f}}万元。够得上的客户占{{100 * on_file["app_user"].mean():.0f}}%，资产也占{{100 * assets[on_file["app_user"] == 1].sum() / assets.sum():.0f}}%；单是抽到的，柜台就少{{int(on_file.query("app_user == 0")["counter"].sum()):,}}次，假定一次15元，省{{int(on_file.query("app_user == 0")["counter"].sum()) * 15:,}}元。规则里没有一个“老”字。
#
# </details>
#
# 举手：照办？**我猜**：60岁以上的客户，够得上这条规则的占百分之几？差10个百分点以内算中。
# %% [markdown] lang="en"
# <details><summary>On paper</summary>
#
# {{two["counter"][0]:.1f}} visits a year against {{two["counter"][1]:.1f}}, with the same mean balance, about {{round(two["balance"][0], -3):,.0f}} yuan. The rule covers {{100 * on_file["app_user"].mean():.0f}}% of the customers and {{100 * assets[on_file["app_user"] == 1].sum() / assets.sum():.0f}}% of the assets and saves, among those drawn alone, {{int(on_file.query("app_user == 0")["counter"].sum()):,}} visits: {{int(on_file.query("app_user == 0")["counter"].sum()) * 15:,}} yuan, if one costs 15. It does not mention age.
#
# </details>
#
# Hands up: shall we do it? **Bet:** what percentage of customers of 60 and more qualify? Within 10 percentage points counts as right.
# %%
bet("older_who_qualify", unit="%", within=10)
# %%
from fsq_lab import fairness

found = fairness.audit(on_file, favoured="app_user", by="age_band")
few = on_file.groupby("age_band").sample(60, random_state=1)
settle("older_who_qualify", 100 * found["share"]["60+"])
# %%
plots.audit(fairness.audit(on_file, favoured="app_user", by="age_band"))
# %% [markdown] lang="zh"
# <details><summary>读图</summary>
#
# 60岁以上{{100 * found["share"]["60+"]:.0f}}%够得上，18至29岁{{100 * found["share"]["18-29"]:.0f}}%。{{found.loc["60+", "n"] - found.loc["60+", "count"]:.0f}}位老人没有预约，下午没有柜台。
#
# 这叫**公平审查**（fairness audit）：每组够得上的占比，除以参照组的（最高的一组，最好看数以前就定），得比值和区间。虚线是五分之四，来自美国1978年的雇员选拔准则，是惯例，不是中国法律。区间整段在左边，低于界限；跨过线，如45至59岁，判断不了。
#
# </details>
#
# **改一个词，再运行**：把`by="age_band"`换成`by="region"`；换回来，再把`on_file`换成`few`（每段60位）。
#
# <details><summary>对照</summary>
#
# 城、县、村都不低于{{fairness.audit(on_file, favoured="app_user", by="region")["ratio"].min():.2f}}：查哪一列，才看得见哪一列。人少，区间宽：60位老人从{{fairness.audit(few, favoured="app_user", by="age_band")["ratio_low"]["60+"]:.2f}}到{{fairness.audit(few, favoured="app_user", by="age_band")["ratio_high"]["60+"]:.2f}}。
#
# </details>
#
# **轮到你**（公平）。给数字部写一句：漏掉的是谁，占比多少，区间多宽。
#
# <details><summary>对照</summary>
#
# 例如：“60岁以上够得上的占比，是18至29岁的{{found["ratio"]["60+"]:.2f}}倍（区间从{{found["ratio_low"]["60+"]:.2f}}到{{found["ratio_high"]["60+"]:.2f}}，{{int(found["n"]["60+"])}}人），低于五分之四；45至59岁还判断不了。”
#
# </details>
#
# **可以说：一条没有提年龄的规则，也会按年龄把人分开；审查过，才知道关在门外的是谁、有多少。**
#
# ## ★ 8 把规则改过来（8分钟）
#
# 法规怎么说：
# %% [markdown] lang="en"
# <details><summary>Reading the chart</summary>
#
# {{100 * found["share"]["60+"]:.0f}}% of those of 60 and more qualify, and {{100 * found["share"]["18-29"]:.0f}}% of those of 18 to 29. {{found.loc["60+", "n"] - found.loc["60+", "count"]:.0f}} older people have no appointment, and no counter in the afternoon.
#
# This is a **fairness audit**: each group's share that qualifies is divided by the reference's (the highest, best named before looking), with an interval. The dashed line is four fifths, from American guidelines of 1978 on employee selection: a convention, and no Chinese law. An interval wholly left of it is below; where it crosses, as for ages 45 to 59, we cannot tell.
#
# </details>
#
# **Change a word and run again:** replace `by="age_band"` with `by="region"`; then back, and `on_file` with `few` (60 of each age).
#
# <details><summary>Compare</summary>
#
# City, county and village: {{fairness.audit(on_file, favoured="app_user", by="region")["ratio"].min():.2f}} or more; an audit sees only the column it is shown. Fewer people, a wider interval: with 60 {{fairness.audit(few, favoured="app_user", by="age_band")["ratio_low"]["60+"]:.2f}} to {{fairness.audit(few, favoured="app_user", by="age_band")["ratio_high"]["60+"]:.2f}}.
#
# </details>
#
# **Your turn** (fairness). Write one sentence for the digital department: who is left out, at what ratio, with what interval.
#
# <details><summary>Compare</summary>
#
# For instance: "Customers of 60 and more qualify {{found["ratio"]["60+"]:.2f}} times as often as those of 18 to 29 (interval {{found["ratio_low"]["60+"]:.2f}} to {{found["ratio_high"]["60+"]:.2f}}, {{int(found["n"]["60+"])}} people), below four fifths; for ages 45 to 59 we cannot tell."
#
# </details>
#
# **What we can say: a rule that does not mention age can still divide by age; only an audit shows whom it shuts out, and how many.**
#
# ## ★ 8 Correcting the rule (8 minutes)
#
# What the rules say:
# %%
from fsq_lab import show_law

rights = ["personal-information-2021/automated", "personal-information-2021/sensitive"]
show_law(*rights, "consumer-protection-2022-9/older-people", "older-people-2021-40/no-forcing")
# %% [markdown] lang="zh"
# 改成：下午的柜台照开，预约手机、电话、柜台都收；全年抽到过业务的，不论哪个渠道，都有专属联系人（柜员兼，假定每位一年20元）。**我猜**：60岁以上的客户，够得上的占百分之几？差5个百分点以内算中。
# %% [markdown] lang="en"
# The corrected rule: the counter stays open, appointments are taken by app, telephone and counter, and customers with any business drawn in the year, through any channel, have a named contact (a teller, at an assumed 20 yuan each a year). **Bet:** what percentage of customers of 60 and more qualify? Within 5 percentage points counts as right.
# %%
on_file["any_business"] = on_file.index.isin(year["customer"]).astype(int)
on_file["has_assets"] = (assets >= 50_000).astype(int)
bet("older_now", unit="%", within=5)
# %%
settle("older_now", 100 * fairness.audit(on_file, favoured="any_business", by="age_band")["share"]["60+"])
# %%
fairness.audit(on_file, favoured="any_business", by="age_band")[["share", "ratio", "ratio_low", "ratio_high", "note"]]
# %% [markdown] lang="zh"
# <details><summary>对照</summary>
#
# 各年龄都不低于界限。覆盖{{100 * fairness.covered(on_file, "any_business", "balance")["value_share"]:.0f}}%的资产，旧规则{{100 * fairness.covered(on_file, "app_user", "balance")["value_share"]:.0f}}%；没有被覆盖的不等于会走，没有试过。代价：柜台的{{int(on_file.query("app_user == 0")["counter"].sum()):,}}次省不下来，联系人一年{{int(on_file["any_business"].sum()) * 20:,}}元。
#
# </details>
#
# **改一个词，再运行**：把最后一格的`any_business`换成`has_assets`（5万元以上）。过了，就公平了吗？
#
# <details><summary>对照</summary>
#
# 每个年龄都有六成左右在门外，所以过得了。审查只回答“各组差多少”，不回答“该不该”。`any_business`也漏掉{{len(on_file) - len(habits)}}位安静的储户。
#
# </details>
#
# 写成表：
#
# | | 统一 | 按人来 | 成本、同意、公平 |
# |---|---|---|---|
# | 大众（微笑与效率） | 时限、定价规则、核验身份 | 渠道、字号、要人就有人 | 自助省下的补窗口；不收推送照样办 |
# | 高端（专业与情感） | 同上，还有适当性 | 固定的人，资产检视 | 每位2,400元；拿金融账户等敏感信息做营销，要单独同意；推送能方便地拒绝 |
# | 中端 | ？ | ？ | ？ |
#
# **轮到你**。把中端那一行写出来。
#
# <details><summary>对照</summary>
#
# 例如：按人来的是一个团队、到期前一个电话（愿意接的才打）；每人摊600元；按年龄、地区审查。
#
# </details>
# %% [markdown] lang="en"
# <details><summary>Compare</summary>
#
# No age group is below the bound. The rule covers {{100 * fairness.covered(on_file, "any_business", "balance")["value_share"]:.0f}}% of the assets, the old one {{100 * fairness.covered(on_file, "app_user", "balance")["value_share"]:.0f}}%; those not covered need not leave, which is untried. The price: {{int(on_file.query("app_user == 0")["counter"].sum()):,}} visits are not saved, and contacts cost {{int(on_file["any_business"].sum()) * 20:,}} yuan a year.
#
# </details>
#
# **Change a word and run again:** in the last cell, replace `any_business` with `has_assets` (50,000 yuan or more). If it passes, is it fair?
#
# <details><summary>Compare</summary>
#
# Some six in ten are outside at every age, so it passes: the audit tells how far groups differ, not who should be outside. `any_business` too leaves out {{len(on_file) - len(habits)}} quiet savers.
#
# </details>
#
# In one table:
#
# | | The same | Tailored | Cost, consent, fairness |
# |---|---|---|---|
# | Mass (a smile, efficiency) | time limits, pricing rules, identity checks | channel, size of print, a person on request | savings go into windows; service without push messages |
# | Upper (expertise, a bond) | as above, and suitability | one person who stays, a review of assets | 2,400 yuan each; separate consent to marketing by sensitive data such as financial accounts; push messages easy to refuse |
# | Middle | ? | ? | ? |
#
# **Your turn.** Write the row for the middle tier.
#
# <details><summary>Compare</summary>
#
# For instance: a team, and a call before something matures, for those who agreed; 600 yuan each; audited by age and region.
#
# </details>
# %%
take_quiz("08_personalised_mode", items=["guided-by-quota"])
# %% [markdown] lang="zh"
# **可以说：按业务、不按渠道定的规则，覆盖的资产不少于旧规则，没有年龄组低于五分之四；过了审查，还不等于合适。**
#
# ## ★ 9 什么时候不该个性化（7分钟）
#
# 个性化不总讨好：Surprenant和Solomon（1987）在银行开户的情境里试过叫名字和闲聊，给几种选择，替客户挑合适的，有的并不让人更满意。
#
# **停一下，想一想**。哪一件可以做？（甲）按客户比不比价，给同一笔贷款报不同的利率。（乙）从流水看出客户在看病，推荐保险。（丙）客户登记了“只用短信联系”，以后不再打电话。
#
# <details><summary>回应</summary>
#
# 丙：少做也是按人来。甲是价格上不合理的差别（《个人信息保护法》第24条）；乙用了医疗健康这样的敏感信息，没有单独同意（第28至31条）。合同和法定职责要用的，如风险等级，告诉客户就行，不必同意（第13条）。
#
# </details>
# %% [markdown] lang="en"
# **What we can say: a rule based on business done, whatever the channel, covers no less of the assets than the old one, and no age group falls below four fifths; passing an audit does not make a rule right.**
#
# ## ★ 9 When not to (7 minutes)
#
# Personalising does not always please: Surprenant and Solomon (1987) tried names and small talk, a choice of options, and picking what suits in opening bank accounts; some did not make people more satisfied.
#
# **Stop and judge.** Which may be done? (A) Quoting different rates for the same loan, by whether the customer compares prices. (B) Seeing from payments that somebody is ill, and offering insurance. (C) A customer asked for text messages only, and is never called again.
#
# <details><summary>Reply</summary>
#
# C: doing less can be tailored too. A makes an unreasonable difference in price (Personal Information Protection Law, art. 24); B uses sensitive health data without separate consent (art. 28-31). What a contract or legal duty needs, such as the risk grade, takes no consent (art. 13), and customers are told.
#
# </details>
# %%
take_quiz("08_personalised_mode", items=["same-loan-two-prices"])
# %% [markdown] lang="zh"
# **轮到你**（反例）。写一个不该个性化的场合：对谁，赚了什么，伤了什么，改成怎样。
#
# <details><summary>对照</summary>
#
# 例如：“对急用钱的客户少展示低息的产品，多赚利息，伤的是公平和信任；改成谁都看到同一张价目表。”
#
# </details>
#
# **可以说：同样风险、同样产品的定价规则、适当性和安全，谁都一样；客户不知道的信息不用，要凭同意的，没有同意就不用。**
#
# ## ★ 10 实践意义在哪里（8分钟）
#
# 常说六条，每条都要证明，也会变坏：
#
# | 意义 | 客户 | 机构 | 怎样证明 | 怎样变坏 |
# |---|---|---|---|---|
# | 与众不同 | 更合用 | 不只拼价格 | 客户说得出差别 | 只是热闹 |
# | 留住客户 | 不用从头讲 | 少流失 | 留一半不配来比 | 把绑住当忠诚 |
# | 多用几样 | 一处办齐 | 每户多几样 | 只数合适的来比 | 硬推 |
# | 省下成本 | 简单的办得快 | 人手办难事 | 也算客户的时间 | 老人被推给机器 |
# | 卖得合适 | 少买错 | 少纠纷 | 数风险不符的笔数 | 专推给不细看的人 |
# | 员工更专业 | 遇到懂行的人 | 会诊断 | 数一次办成的件数 | 只背话术 |
# %% [markdown] lang="en"
# **Your turn** (a case against). Write down one case in which service should not be personalised: for whom, what is gained, what is hurt, what to do instead.
#
# <details><summary>Compare</summary>
#
# For instance: "To show customers in urgent need fewer cheap loans earns interest and hurts fairness and trust; show everybody the same price list."
#
# </details>
#
# **What we can say: pricing rules for the same risk and product, suitability and safety are the same for all; data that customers do not know about are not used, nor those that need their consent and lack it.**
#
# ## ★ 10 What is it good for in practice? (8 minutes)
#
# Six benefits are usually named; each has to be shown and can turn bad:
#
# | Benefit | Customers | Institution | Shown by | Turns bad as |
# |---|---|---|---|---|
# | Standing out | a better fit | no price war | customers name the difference | mere show |
# | Keeping customers | no retelling | fewer leavers | half without, compared | the bound taken for loyal |
# | More products each | all in one place | more per customer | suitable ones, compared | hard selling |
# | Lower cost to serve | quick simple matters | staff for hard cases | customers' time counted too | older people sent to machines |
# | Suitable sales | fewer wrong purchases | fewer disputes | sales above the risk grade | aimed at non-readers |
# | More skilled staff | somebody who knows | diagnosis | cases solved first time | scripts by heart |
# %%
take_quiz("08_personalised_mode", items=["six-benefits"])
# %% [markdown] lang="zh"
# 数据只能查第二条的一半：出了失误，走的是谁？只看没有绑住的，层级照客户档案。下面三格：第一次失误以后三个月内离开的占比；没遇到过失误的同类高端客户，三个月离开百分之几；各网点每百位客户每月的失误。**我猜**：高端的百分之几离开了？差10个百分点以内算中。
# %% [markdown] lang="en"
# The data test half of the second: after a failure, who leaves? Take those not bound, with tiers from the customer list. Three results: the share that left within three months of a first failure; the percentage of similar upper-tier customers without one who leave in three months; failures a month per 100 customers. **Bet:** what percentage of the upper tier left? Within 10 percentage points counts as right.
# %%
bet("upper_after_failure", unit="%", within=10)
# %%
from fsq_lab import estimates, retention

free = retention.after_first_failure(load("balances"), load("customers"))
free = free.query("bound == 0 and month <= '2025-09'")
free = free.assign(gone=((free["left"] == 1) & (free["duration"] <= 3)).astype(int), one=1)
left = estimates.shares(free, part="gone", whole="one", by="tier")
settle("upper_after_failure", 100 * left["share"]["upper"])
# %%
left[["share", "low", "high", "n"]]
# %%
peers = load("customers").query("tier == 'upper' and payroll == 0 and mortgage == 0")
calm = load("balances").merge(peers, on="customer")
calm = calm[calm.groupby("customer")["failures"].transform("sum") == 0]
gone = calm.groupby("customer")["left"].first().notna()
float(round(3 * 100 * gone.sum() / len(calm), 1))
# %%
spring = load("balances").query("month >= '2025-03'").merge(load("customers"), on="customer")
by_branch = (100 * spring.groupby("branch")["failures"].mean()).rename("per_100")
by_branch.sort_values().round(1).tail(3)
# %% [markdown] lang="zh"
# <details><summary>读这三格</summary>
#
# 高端走了{{100 * left["share"]["upper"]:.0f}}%（区间从{{100 * left["low"]["upper"]:.0f}}%到{{100 * left["high"]["upper"]:.0f}}%，{{int(left["n"]["upper"])}}位；9月以后的失误太近，不算），大众{{100 * left["share"]["mass"]:.0f}}%。没遇到失误的{{len(gone)}}位同类，按人月折算，三个月只走{{300 * gone.sum() / len(calm):.1f}}%。失误不是随机分给客户的，只能说有关。所看的月份里，每百位客户每月的失误，B07是{{by_branch["B07"]:.0f}}次，其余网点最多{{by_branch.drop("B07").max():.1f}}次。
#
# </details>
#
# **轮到你**（意义）。选两条，各写一句：客户、机构得到什么，凭数据还是凭道理，怎样变坏。
#
# <details><summary>对照</summary>
#
# 例如：“留住客户：没有绑住的高端客户，失误以后三个月走了四成（{{int(left["n"]["upper"])}}位），是数据；能不能留住没有试过；把绑住的当忠诚就变坏。卖得合适：客户少买错，机构少纠纷，是道理；专推给不细看的人就变坏。”
#
# </details>
#
# **可以说：遇到失误以后，没有绑住的高端客户离开的比例，比大众高，也比没遇到失误的同类高；先不出错，再谈专属。**
#
# ## 小结
#
# 周五你对总经理说：“按假定，养得起客户经理的客户只有{{100 * (assets >= 300_000).mean():.1f}}%；线划在哪里，写明成本和谁没有。数字部的规则省钱，却把60岁以上的大半关在门外；改成按业务定，覆盖{{100 * fairness.covered(on_file, "any_business", "balance")["value_share"]:.0f}}%的资产。定价规则、适当性和安全，谁都一样。”
#
# **档案B07，新的一行**：全行看，没有绑住的高端客户遇到失误，三个月里常常离开；而B07的失误比别家多得多。
#
# **接下来**：[练习08](../../exercises/zh/08_personalised_mode/08_personalised_mode.ipynb)，然后是第09课“客户关系维护”。
#
# **资料来源**：[CMB2022]招商银行2022年上半年数字；五项措施、六条意义按教材传统转述；Levitt（1972），Harvard Business Review 50(5)；Surprenant和Solomon（1987），Journal of Marketing 51(2)；Hennig（2007）谈稳定性。
# %% [markdown] lang="en"
# <details><summary>Reading the three results</summary>
#
# {{100 * left["share"]["upper"]:.0f}}% of the upper tier left (interval {{100 * left["low"]["upper"]:.0f}}% to {{100 * left["high"]["upper"]:.0f}}%, {{int(left["n"]["upper"])}} people; failures after September are too recent to count), and {{100 * left["share"]["mass"]:.0f}}% of the mass tier. Of {{len(gone)}} similar customers without a failure {{300 * gone.sum() / len(calm):.1f}}% leave in three months (by customer-months). Failures did not strike at random: they go together, no more. In this period there were {{by_branch["B07"]:.0f}} failures a month per 100 customers at B07, and at most {{by_branch.drop("B07").max():.1f}} elsewhere.
#
# </details>
#
# **Your turn** (significance). Choose two of the six, a sentence on each: its good for customer and institution, data or reasoning, how it turns bad.
#
# <details><summary>Compare</summary>
#
# For instance: "Keeping customers: of upper-tier customers not bound, four in ten left within three months of a failure ({{int(left["n"]["upper"])}} people): data; keeping them is untried; bad if the bound are taken for loyal. Suitable sales: fewer wrong purchases for customers, fewer disputes for us: reasoning; bad if aimed at those who never read."
#
# </details>
#
# **What we can say: among customers not bound, a larger share of the upper tier left after a failure than of the mass tier, and than of similar customers who met none. Prevent failures first; privileges come after.**
#
# ## Summary
#
# On Friday you tell the head of retail: "On our assumptions {{100 * (assets >= 300_000).mean():.1f}}% of the customers can carry the cost of a manager. Wherever the line is drawn, state the cost, and who has none. The digital department's rule saves money but shuts out most customers of 60 and over; one based on business done covers {{100 * fairness.covered(on_file, "any_business", "balance")["value_share"]:.0f}}% of the assets. Pricing rules, suitability and safety are the same for all."
#
# **File B07, a new line:** across the bank, upper-tier customers who are not bound and meet a failure often leave within three months, and B07 has far more failures than the others.
#
# **Next:** [exercise 08](../../exercises/en/08_personalised_mode/08_personalised_mode.ipynb), then lesson 09, on customer relationship maintenance.
#
# **Sources:** [CMB2022] China Merchants Bank, first half of 2022; measures and benefits as textbooks tell them; Levitt (1972), Harvard Business Review 50(5); Surprenant and Solomon (1987), Journal of Marketing 51(2); on stability, Hennig (2007).
# %%
bets()
