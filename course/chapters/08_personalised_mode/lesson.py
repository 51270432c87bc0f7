# %% [markdown] lang="zh"
# # 08 个性化模式
#
# **用时**：60分钟，课后练习另计45分钟；只走带★的短路径，约50分钟。
#
# 2026年1月，零售部的会上有人提议：“给每位客户配一位客户经理，一人一策。”总经理周五要表态，请你替她算三笔账：值不值，服务了谁，漏掉了谁。
#
# **本课回答**
# - 哪些该统一，哪些该按人来办？
# - 给谁配客户经理，一年要多少钱？
# - 一条省钱的规则会把谁关在门外？什么时候不该个性化？
#
# **学习目标**
# - 知识目标：解释和分析建立金融服务品质个性化模式的实践意义（K3）。
# - 技能目标：有针对性地维护客户（S3）。
# %% [markdown] lang="en"
# # 08 The personalised service model
#
# **Time:** 60 minutes, and 45 more for the exercises. The starred short path (★) takes about 50.
#
# January 2026. "Give every customer a manager, and a plan of their own," somebody proposes. The head of retail must take a stand on Friday, and asks you for three sums: whether it pays, whom it serves, whom it leaves out.
#
# **Questions of this lesson**
# - What should be the same for all, and what should differ from person to person?
# - Who gets a manager, and what does that cost a year?
# - Whom does a rule that saves money shut out? When should service not be personalised?
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
# > （三位都是虚构的，数据是合成的，和真实的机构无关）
#
# **档案B07**
# - **已知**：在册客户里，它的满意度最低（第06课）。
# - **已知**：留下来的，多半有房贷或代发工资拴着（第07课）。
# - **未知**：没有被拴住的人，走不走？走的是谁？
#
# 先看钱在谁手里。2025年12月在册的客户，按余额分三层：10万元以下是大众，10万到50万是中端，50万以上是高端。**我猜**：高端客户不到一成，拿着全部资产的百分之几？差10个百分点以内算中。
# %% [markdown] lang="en"
# ## ★ 1 A manager for everybody (3 minutes)
#
# > "I've only a deposit. No queue and a machine that works, and I'm content." (A mass customer)
# >
# > "Three managers in a row, and I tell my story from the start each time." (An upper-tier customer)
# >
# > "The letters on the phone are too small. I'd rather see Xiao Zhou at the counter." (A customer of 71)
# >
# > (People invented, data synthetic; no real institution.)
#
# **File B07**
# - **Known:** of all branches, its customers on file are the least satisfied (lesson 06).
# - **Known:** most of those who stay are tied, by a mortgage or a payroll (lesson 07).
# - **Not known:** do those who are free leave, and which of them?
#
# First, who holds the money? Customers on file in December 2025 fall into three tiers by balance: mass below 100,000 yuan, middle up to 500,000, upper from there. **Bet:** less than a tenth are upper tier. What percentage of all assets do they hold? Within 10 points counts as right.
# %%
from fsq_lab import tiers

on_file = load("balances").query("month == '2025-12'").merge(load("customers"), on="customer").set_index("customer")
assets = on_file["balance"]
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
# 有一家真实的银行更集中。招商银行2022年6月30日：金葵花及以上客户402.36万户，占1.78亿户的2.3%，资产占81.7% [CMB2022]。这是一家银行一天的数；资产集中，不等于利润同样集中，更不等于服务品质。
#
# **可以说：在这份数据里，{{100 * held["share"]["upper"]:.0f}}%的客户拿着{{100 * held["assets_share"]["upper"]:.0f}}%的资产；人人一样服务和人人不同，都要先看这条曲线。**
#
# ## ★ 2 统一的和按人来的（7分钟）
#
# **标准化服务**（standardised service）：同一件事，对谁都按同样的步骤、时限和价格办。**定制化服务**（customised service）：内容、方式或渠道按这位客户的需要来定。**个性化模式**（personalised service model）不是处处定制，而是先弄清客户要什么，再定哪些统一、哪些按人来办，并守住成本、同意和公平。
#
# 案例“因您而变”（约2007年）正是两样并用。普通客户要的是**微笑与效率**：银行给方便、快捷、安全的标准化服务，引导去自助机和网上银行。贵宾客户要的是**专业与情感**：银行给专属客户经理、一对一理财、专属空间和多种渠道。
#
# **停一下，想一想**。一位大众客户来办父亲的遗产继承，一位金葵花客户来打印流水。谁要微笑与效率，谁要专业与情感？
#
# <details><summary>回应</summary>
#
# 这一天倒过来：前一位要懂行的人，也要体谅；后一位要快。案例说的是两群人各自看重什么，不是谁配得到什么；层级是猜测，这一次来办什么才是事实。
#
# </details>
#
# 教材传统里，建立个性化模式有五项措施。右边是案例里的做法，对应关系是本课排的。
#
# | 措施 | 案例里的做法 |
# |---|---|
# | 客户至上的观念 | 因您而变，按客户要什么来改 |
# | 高效的定制化运作系统 | 大众走自助，贵宾有专属客户经理 |
# | 让客户控制服务过程 | 几种渠道都开着，由客户挑 |
# | 抓住**关键时刻**（moment of truth，客户和机构接触、形成看法的那一刻） | 站立、微笑、面对面、上门 |
# | 重视投诉 | 柜台、电话、网络都受理，还回访 |
# %% [markdown] lang="en"
# <details><summary>Reading the chart</summary>
#
# This is a **Lorenz curve**: customers are lined up from the smallest assets; across it counts people, upwards it adds up assets. The deeper it sags, the more concentrated they are. Of {{len(assets):,}} customers {{100 * held["share"]["upper"]:.1f}}% are upper tier, and hold {{100 * held["assets_share"]["upper"]:.0f}}%.
#
# </details>
#
# One real bank is more concentrated. China Merchants Bank, 30 June 2022: 4.0236 million customers at Sunflower level and above, 2.3% of 178 million, held 81.7% of the assets [CMB2022]. That is one bank on one day; concentrated assets need not mean equally concentrated profit, and say nothing of service quality.
#
# **What we can say: in these data {{100 * held["share"]["upper"]:.0f}}% of the customers hold {{100 * held["assets_share"]["upper"]:.0f}}% of the assets; whoever wants the same for all, or something else for each, should look at this curve first.**
#
# ## ★ 2 The same for all, and made to measure (7 minutes)
#
# **Standardised service**: the same matter is handled by the same steps, in the same time and at the same price, whoever asks. **Customised service**: its content, manner or channel follows this customer's need. A **personalised service model** does not customise everything: it finds out what customers want, decides what is the same for all and what is not, and keeps to cost, consent and fairness.
#
# The case "Changing for You" (about 2007) does both. Ordinary customers ask for **a smile and efficiency**: they get convenient, quick, safe, standardised service, and are guided to machines and online banking. VIP customers ask for **expertise and an emotional bond**: they get a named manager, one-to-one advice, a room of their own and several channels.
#
# **Stop and judge.** A mass customer comes about her late father's estate; a Sunflower customer wants a statement printed. Who needs a smile and efficiency, and who expertise and a bond?
#
# <details><summary>Reply</summary>
#
# Today it is the other way round: she needs somebody who knows the law, and kindness; he needs speed. The case tells what each group values, not what each deserves. A tier is a guess; what somebody has come for is a fact.
#
# </details>
#
# The textbook tradition has five measures for building such a model. What the case did stands beside them; the matching is this lesson's.
#
# | Measure | In the case |
# |---|---|
# | A customer-first concept | change with what customers need |
# | An efficient, customised operating system | self-service for the many, a named manager for VIPs |
# | The customer's control over the process | several channels are open, and the customer chooses |
# | The **moment of truth** (when customer and institution meet and an impression forms) | standing, smiling, face to face, at the door |
# | Taking complaints seriously | counter, telephone and web accept them; call-backs |
# %%
take_quiz("08_personalised_mode", items=["five-measures", "smile-or-expertise"])
# %% [markdown] lang="zh"
# **可以说：个性化模式要定的是哪些统一、哪些按人来办；两群客户看重的不一样，每一次来办什么更要紧。**
#
# ## ★ 3 够不够本（5分钟）
#
# 假定：一位客户经理一年24万元，管100位，每位客户摊2,400元；每1万元资产一年毛利80元。要2,400元毛利，就要30万元资产。**我猜**：在册的{{len(assets):,}}位里，百分之几到得了？差5个百分点以内算中。
# %% [markdown] lang="en"
# **What we can say: a personalised service model decides what is the same for all and what is made to measure; two groups value different things, and what brings a customer in today matters more.**
#
# ## ★ 3 Does it pay? (5 minutes)
#
# Assume that a manager costs 240,000 yuan a year and looks after 100 customers, 2,400 each; and that 10,000 yuan of assets bring a margin of 80 a year. A margin of 2,400 takes assets of 300,000. **Bet:** what percentage of the {{len(assets):,}} customers reach that? Within 5 points counts as right.
# %%
bet("worth_a_manager", unit="%", within=5)
# %%
settle("worth_a_manager", 100 * (assets >= 300_000).mean())
# %%
tiers.summary(assets, tier, load={"upper": 100, "middle": 400, "mass": 100})[["n", "mean", "managers"]].round()
# %% [markdown] lang="zh"
# <details><summary>读表</summary>
#
# 到得了30万元的只有{{100 * (assets >= 300_000).mean():.0f}}%。大众客户平均{{held["mean"]["mass"] / 10_000:.1f}}万元，一年毛利约{{held["mean"]["mass"] * 80 / 10_000:.0f}}元，摊不起2,400元。
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
# Only {{100 * (assets >= 300_000).mean():.0f}}% reach 300,000. A mass customer has {{held["mean"]["mass"]:,.0f}} yuan on average, a margin of some {{held["mean"]["mass"] * 80 / 10_000:.0f}} a year, which does not carry 2,400.
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
# **可以说：按这些假定，够本的客户只有{{100 * (assets >= 300_000).mean():.0f}}%，给人人配客户经理不划算。**
#
# ## ★ 4 线划在哪里（7分钟）
#
# 线是人定的。拖一拖：往右划，少的是谁？下面那几条，是只能靠手机、又几乎不用手机的人。
# %% [markdown] lang="en"
# **What we can say: on these assumptions only {{100 * (assets >= 300_000).mean():.0f}}% of the customers would cover the cost of a manager; one for everybody does not pay.**
#
# ## ★ 4 Where to cut (7 minutes)
#
# Cuts are somebody's decision. Move them: who drops out as they go right? The lower bars are those who are left to the app, and hardly use it.
# %%
from fsq_lab import explore_tiers

explore_tiers()
# %% [markdown] lang="zh"
# **轮到你**（成本）。给总经理写一句：线划在哪里，几位客户经理，一年多少钱，谁没有。
#
# <details><summary>对照</summary>
#
# 例如：“高端从50万元起，{{int(tiers.summary(assets, tier, load={"upper": 100, "middle": 400})["managers"].sum())}}位客户经理，一年{{int(tiers.summary(assets, tier, load={"upper": 100, "middle": 400})["managers"].sum()) * 24}}万元；{{int(held["n"]["mass"]):,}}位大众客户没有，要用省下的钱把机器和窗口办好。”假定变了，线也要变：写上24万、100位和80元。
#
# </details>
#
# **可以说：线往右划，省的是钱，少的是人；省下的用在哪里，没有的是谁，都要写明。**
#
# **停点一**（约22分钟）。
#
# ## 5 谁用得多（6分钟）
#
# 资产说客户有多少，不说用得怎样。**RFM**看三样：**近度**（recency，离最近一笔几天）、**频次**（frequency，几笔）、**金额**（monetary，一共多少）。每样从低到高打分，近的分高。难处在**并列**：三位都是2笔，同事按文件里的先后切成三段，同样的客户得了不同的分。
# %% [markdown] lang="en"
# **Your turn** (cost). Write one sentence for the head of retail: where the cut is, how many managers, what they cost a year, who has none.
#
# <details><summary>Compare</summary>
#
# For instance: "From 500,000 yuan up, {{int(tiers.summary(assets, tier, load={"upper": 100, "middle": 400})["managers"].sum())}} managers, {{int(tiers.summary(assets, tier, load={"upper": 100, "middle": 400})["managers"].sum()) * 240_000:,}} yuan a year; {{int(held["n"]["mass"]):,}} mass customers have none, and the money saved goes into machines and windows." Other assumptions move the cut, so state all three: 240,000, 100 and 80.
#
# </details>
#
# **What we can say: moving a cut to the right saves money and leaves out people; state where the saving goes, and who has none.**
#
# **Stopping point one** (about 22 minutes).
#
# ## 5 Who uses us most? (6 minutes)
#
# Assets tell what a customer has, not how much the bank is used. **RFM** looks at **recency** (days since the last transaction), **frequency** (how many) and **monetary** value (their sum). Each gets a mark from low to high; recent is high. The difficulty is **ties**: three customers have 2 transactions each, a colleague cuts the file into thirds, and equals get different marks.
# %%
from fsq_lab import rfm

toy = pd.DataFrame({"recency": [5, 9, 20, 31, 60, 88], "frequency": [2, 2, 2, 5, 5, 9], "monetary": [300, 80, 90, 400, 700, 900]})
rfm.score(toy, k=3)[["frequency", "f", "code"]]
# %% [markdown] lang="zh"
# 前三位都是1分：并列的同进同退，段就不一样大了。**我猜**：全年有交易的客户，频次分成五段，最低的一段占百分之几？差2个百分点以内算中。
# %% [markdown] lang="en"
# All three get 1: equals stay together, so classes differ in size. **Bet:** of customers with a transaction in the year, frequency is cut into five classes. What percentage fall into the lowest? Within 2 points counts as right.
# %%
year = load("transactions").query("date >= '2025'")
year = year[year["customer"].isin(on_file.index)]
habits = rfm.from_transactions(year, reference="2026-01-01")
bet("lowest_class", unit="%", within=2)
# %%
levels = rfm.levels(rfm.score(habits, k=5))
settle("lowest_class", 100 * levels.loc[("frequency", 1), "share"])
# %%
levels.loc["frequency"][["from", "to", "n", "share"]]
# %% [markdown] lang="zh"
# <details><summary>为什么不是五等分</summary>
#
# 一年做{{int(levels.loc[("frequency", 1), "from"])}}到{{int(levels.loc[("frequency", 1), "to"])}}笔的有{{int(levels.loc[("frequency", 1), "n"])}}位，占{{100 * levels.loc[("frequency", 1), "share"]:.0f}}%；笔数少，并列就多。
#
# </details>
#
# **改一个词，再运行**：把最后一格的`frequency`换成`monetary`。五段为什么几乎一样大？
#
# <details><summary>对照</summary>
#
# 金额很少有相同的，没有并列。
#
# </details>
# %% [markdown] lang="en"
# <details><summary>Why it is not a fifth</summary>
#
# {{int(levels.loc[("frequency", 1), "n"])}} customers, {{100 * levels.loc[("frequency", 1), "share"]:.0f}}%, made {{int(levels.loc[("frequency", 1), "from"])}} to {{int(levels.loc[("frequency", 1), "to"])}} transactions: small numbers, many ties.
#
# </details>
#
# **Change a word and run again:** in the last cell put `monetary` for `frequency`. Why are the classes now almost equal?
#
# <details><summary>Compare</summary>
#
# Hardly any two sums are the same, so there are no ties.
#
# </details>
# %%
take_quiz("08_personalised_mode", items=["ties-by-file-order", "quiet-depositor"])
# %% [markdown] lang="zh"
# **可以说：RFM说的是用得多不多，不是值多少；全年没有一笔交易的{{len(on_file) - len(habits)}}位客户，拿着{{100 * assets[~assets.index.isin(habits.index)].sum() / assets.sum():.0f}}%的资产。**
#
# ## 6 分得出，不等于分得对（4分钟）
#
# 也可以让程序自己分群：**k均值聚类**（k-means clustering），让组内的客户尽量相像。频次和金额相差几百倍，先取对数。图你自己画：
# %% [markdown] lang="en"
# **What we can say: RFM tells how much the bank is used, not what a customer is worth; {{len(on_file) - len(habits)}} customers without one transaction in the year hold {{100 * assets[~assets.index.isin(habits.index)].sum() / assets.sum():.0f}}% of the assets.**
#
# ## 6 Groups, and whether to believe them (4 minutes)
#
# A program can form groups itself: **k-means clustering** makes customers within a group as alike as it can. Numbers and sums differ by factors of hundreds, so take logarithms. Draw this chart yourself:
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
# **改一个数，再运行**：把`k=3`换成`5`。图照样分得开。那么该分几群？
#
# <details><summary>对照</summary>
#
# 程序给几群都画得出界线：这里是一大片，没有天然的缝。分几群，看用得上几种办法。
#
# </details>
#
# 至少要问：换一批客户，还分得出这几群吗？有放回地重抽{{len(habits):,}}位，重新分，看每一群和原来的有多少重合（雅卡尔系数，1是全回来）。这就是**稳定性**（stability）。
# %% [markdown] lang="en"
# **Change a number and run again:** put `5` for `k=3`. The chart is divided as neatly. So how many groups are there?
#
# <details><summary>Compare</summary>
#
# The program draws borders for any number: this is one cloud without gaps. How many groups? As many as you have ways of serving them.
#
# </details>
#
# Ask at least whether other customers would fall into the same groups. Draw {{len(habits):,}} again with replacement, group them anew, and see how far each group overlaps with the old one (Jaccard similarity; 1 means that all came back). That is **stability**.
# %%
back = segments.stability(habits, both, k=3, log=both, starts=3, resamples=20)
back[["n", "jaccard", "low", "note"]]
# %%
take_quiz("08_personalised_mode", items=["stable-groups"])
# %% [markdown] lang="zh"
# **可以说：重抽以后，这三群和原来平均重合{{100 * back["jaccard"]["all"]:.0f}}%，可以拿来用；稳定只说明分得一致，不说明天生就有三种客户。**
#
# ## ★ 7 一条省钱的规则（7分钟）
#
# > “12月用手机银行不到6天的客户，总往柜台跑。专属联系人和柜台预约，都放进手机；下午关柜台。省下来的都是利润。”（数字部）
#
# **我猜**：用手机不到6天的，一年去柜台的次数是别人的几倍？差半倍以内算中。
# %% [markdown] lang="en"
# **What we can say: drawn again, these three groups overlap with the old ones by {{100 * back["jaccard"]["all"]:.0f}}% on average, so they can be used; stability shows consistent borders, not that three kinds of customer exist.**
#
# ## ★ 7 A rule that saves money (7 minutes)
#
# > "Those who used the app on fewer than 6 days in December keep coming to the counter. Put named contacts and counter appointments into the app, and close in the afternoon. What we save is profit." (Digital department)
#
# **Bet:** customers below 6 days visit the counter how many times as often as the others? Within half counts as right.
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
# 一年{{two["counter"][0]:.1f}}次对{{two["counter"][1]:.1f}}次，平均余额都是{{two["balance"][0] / 10_000:.0f}}万元。规则留住{{100 * on_file["app_user"].mean():.0f}}%的客户、{{100 * assets[on_file["app_user"] == 1].sum() / assets.sum():.0f}}%的资产，柜台少{{int(on_file.query("app_user == 0")["counter"].sum()):,}}次；假定一次15元，省{{int(on_file.query("app_user == 0")["counter"].sum()) * 15:,}}元。规则里没有一个“老”字。
#
# </details>
#
# 举手：照办？**我猜**：60岁以上的客户，够得上这条规则的占百分之几？差10个百分点以内算中。
# %% [markdown] lang="en"
# <details><summary>On paper</summary>
#
# {{two["counter"][0]:.1f}} visits a year against {{two["counter"][1]:.1f}}, with the same mean balance, about {{round(two["balance"][0], -3):,.0f}} yuan. The rule keeps {{100 * on_file["app_user"].mean():.0f}}% of the customers and {{100 * assets[on_file["app_user"] == 1].sum() / assets.sum():.0f}}% of the assets and saves {{int(on_file.query("app_user == 0")["counter"].sum()):,}} visits: {{int(on_file.query("app_user == 0")["counter"].sum()) * 15:,}} yuan, if one costs 15. It does not mention age.
#
# </details>
#
# Hands up: do it? **Bet:** what percentage of customers of 60 and more qualify? Within 10 points counts as right.
# %%
bet("older_who_qualify", unit="%", within=10)
# %%
from fsq_lab import fairness

found = fairness.audit(on_file, favoured="app_user", by="age_band")
settle("older_who_qualify", 100 * found["share"]["60+"])
# %%
plots.audit(found)
# %% [markdown] lang="zh"
# <details><summary>读图</summary>
#
# 60岁以上{{100 * found["share"]["60+"]:.0f}}%够得上，18至29岁是{{100 * found["share"]["18-29"]:.0f}}%。{{found.loc["60+", "n"] - found.loc["60+", "count"]:.0f}}位老人没有预约，下午没有柜台。
#
# </details>
#
# 这叫**公平审查**（fairness audit）：每组享受规则的占比，除以占比最高的一组，给出比值和区间。虚线是五分之四，来自美国1978年的雇员选拔准则，只是一个惯例，不是中国的法律。整段在线的左边，低于界限；跨过线，判断不了：45至59岁正是这样。
#
# **改一个词，再运行**：把`by="age_band"`换成`by="region"`，再画。
#
# <details><summary>对照</summary>
#
# 城、县、村都没有低于界限。查哪一列，才看得见哪一列。
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
# **可以说：规则没有提年龄，却把60岁以上的大半关在门外：够得上的只有{{100 * found["share"]["60+"]:.0f}}%（区间从{{100 * found["low"]["60+"]:.0f}}%到{{100 * found["high"]["60+"]:.0f}}%）。**
#
# ## ★ 8 把规则改过来（8分钟）
#
# 法规怎么说：
# %% [markdown] lang="en"
# <details><summary>Reading the chart</summary>
#
# {{100 * found["share"]["60+"]:.0f}}% of those of 60 and more qualify, and {{100 * found["share"]["18-29"]:.0f}}% of those of 18 to 29. {{found.loc["60+", "n"] - found.loc["60+", "count"]:.0f}} older people have no appointment, and no counter in the afternoon.
#
# </details>
#
# This is a **fairness audit**: each group's share favoured, divided by the largest share, with an interval. The dashed line is four fifths, from American guidelines on employee selection of 1978: a convention, and no Chinese law. An interval wholly to its left is below the bound; where one lies across it, as for ages 45 to 59, it cannot be told.
#
# **Change a word and run again:** put `by="region"` for `by="age_band"`, and draw again.
#
# <details><summary>Compare</summary>
#
# City, county and village: none below the bound. An audit sees only the column that it is shown.
#
# </details>
#
# **Your turn** (fairness). Write one sentence for the digital department: who is left out, at what ratio, with what interval.
#
# <details><summary>Compare</summary>
#
# For instance: "Customers of 60 and more qualify {{found["ratio"]["60+"]:.2f}} times as often as those of 18 to 29 (interval {{found["ratio_low"]["60+"]:.2f}} to {{found["ratio_high"]["60+"]:.2f}}, {{int(found["n"]["60+"])}} people), below four fifths; for ages 45 to 59 it cannot be told."
#
# </details>
#
# **What we can say: without a word about age, the rule shuts out most of those of 60 and more: only {{100 * found["share"]["60+"]:.0f}}% qualify (interval {{100 * found["low"]["60+"]:.0f}}% to {{100 * found["high"]["60+"]:.0f}}%).**
#
# ## ★ 8 Mending the rule (8 minutes)
#
# What the rules say:
# %%
from fsq_lab import show_law

show_law("personal-information-2021/automated", "older-people-2021-40/no-forcing")
# %% [markdown] lang="zh"
# 改成：全年有过一笔业务的，不论走哪个渠道，都有专属联系人（由柜员兼，不是客户经理）；预约手机、电话、柜台都收。**我猜**：60岁以上的客户，够得上新规则的占百分之几？差5个百分点以内算中。
# %% [markdown] lang="en"
# Mended: whoever did any business in the year, through any channel, has a named contact (a teller besides other work, not a manager); appointments are taken by app, telephone and counter. **Bet:** what percentage of customers of 60 and more qualify now? Within 5 points counts as right.
# %%
on_file["any_business"] = on_file.index.isin(year["customer"]).astype(int)
on_file["has_assets"] = (assets >= 50_000).astype(int)
bet("older_now", unit="%", within=5)
# %%
settle("older_now", 100 * fairness.audit(on_file, favoured="any_business", by="age_band")["share"]["60+"])
# %%
fairness.audit(on_file, favoured="any_business", by="age_band")[["share", "ratio", "ratio_low", "note"]]
# %% [markdown] lang="zh"
# <details><summary>对照</summary>
#
# 各年龄都不低于界限。留住的资产是{{100 * fairness.kept(on_file, "any_business", "balance")["value_share"]:.0f}}%，比旧规则的{{100 * fairness.kept(on_file, "app_user", "balance")["value_share"]:.0f}}%还多。代价：柜台的{{int(on_file.query("app_user == 0")["counter"].sum()):,}}次省不下来。
#
# </details>
#
# **改一个词，再运行**：把最后一格的`any_business`换成`has_assets`（5万元以上）。它也过得了审查，那就公平了吗？
#
# <details><summary>对照</summary>
#
# 每个年龄都有六成左右在门外，比例一样，所以过得了。审查只回答“各组差多少”，不回答“该不该”。
#
# </details>
#
# 把统一的、按人来的写成一张表：
#
# | | 统一 | 按人来 | 成本、同意、公平 |
# |---|---|---|---|
# | 大众（微笑与效率） | 时限、收费、核验身份 | 渠道、字号、要人就有人 | 自助省下的补窗口；不推送照样办 |
# | 高端（专业与情感） | 同样的时限、收费和适当性 | 固定的人，资产检视 | 每位2,400元；营销画像要单独同意；不插队 |
# | 中端 | ？ | ？ | ？ |
#
# **轮到你**。把中端那一行写出来。
#
# <details><summary>对照</summary>
#
# 例如：统一的同上；按人来的是一个团队、到期前一个电话（愿意接的才打）；一位管400人，每人摊600元；查一查年龄、地区。
#
# </details>
# %% [markdown] lang="en"
# <details><summary>Compare</summary>
#
# No age group is below the bound. The rule keeps {{100 * fairness.kept(on_file, "any_business", "balance")["value_share"]:.0f}}% of the assets, more than the {{100 * fairness.kept(on_file, "app_user", "balance")["value_share"]:.0f}}% of the old one. The price is to be stated too: {{int(on_file.query("app_user == 0")["counter"].sum()):,}} visits to the counter are not saved.
#
# </details>
#
# **Change a word and run again:** in the last cell put `has_assets` (50,000 yuan and more) for `any_business`. That passes as well. Is it fair, then?
#
# <details><summary>Compare</summary>
#
# Some six in ten are outside at every age: equal shares, so it passes. The audit answers how far groups differ by this column, and not whether six in ten should be outside.
#
# </details>
#
# What is the same for all, and what is not, in one table:
#
# | | The same | Made to measure | Cost, consent, fairness |
# |---|---|---|---|
# | Mass (a smile, efficiency) | time limits, fees, identity checks | channel, size of print, a person on request | savings go into windows; service without push messages |
# | Upper (expertise, a bond) | the same limits, fees and suitability | one person who stays, a review of assets | 2,400 yuan each; profiling for marketing by separate consent; no jumping queues |
# | Middle | ? | ? | ? |
#
# **Your turn.** Write the row for the middle tier.
#
# <details><summary>Compare</summary>
#
# For instance: the same for all as above; made to measure are a team, and a call before something matures, for those who agreed to calls; 400 customers a manager, 600 yuan each; audited by age and region.
#
# </details>
# %%
take_quiz("08_personalised_mode", items=["passes-the-audit", "guided-by-quota"])
# %% [markdown] lang="zh"
# **可以说：按业务、不按渠道定的规则，留住的资产不少于旧规则，各年龄也都过了审查；过了审查，还不等于合适。**
#
# ## ★ 9 什么时候不该个性化（7分钟）
#
# 个性化不总讨好。Surprenant和Solomon（1987）在银行开户的情境里试过三种个性化：叫名字、闲聊，给几种选择，替客户挑合适的；效果各不相同，有的并不让人更满意。先问：客户得到的是更合用的服务，还是更热闹的服务？
#
# **停一下，想一想**。哪一件可以做？（甲）按客户比不比价，给同一笔贷款报不同的利率。（乙）从流水看出客户在看病，推荐保险。（丙）客户登记了“只用短信联系”，以后不再打电话。
#
# <details><summary>回应</summary>
#
# 丙。甲是价格上不合理的差别；乙用了医疗健康这样的敏感信息，没有单独同意。丙也是个性化：少做，也是按人来办。
#
# </details>
# %% [markdown] lang="en"
# **What we can say: a rule by business done, whatever the channel, keeps no less of the assets than the old one, and passes at every age; passing an audit is not yet being right.**
#
# ## ★ 9 When not to (7 minutes)
#
# Personalising does not always please. Surprenant and Solomon (1987) tried three kinds in bank account-opening: names and small talk, a choice of options, picking what suits the customer. Their effects differ, and some did not make people more satisfied. Ask first: is the service more useful, or only warmer?
#
# **Stop and judge.** Which may be done? (A) Quoting other rates for the same loan, by whether the customer compares prices. (B) Seeing from payments that somebody is ill, and offering insurance. (C) A customer asked for text messages only, and is never called again.
#
# <details><summary>Reply</summary>
#
# C. A makes an unreasonable difference in price; B uses sensitive health data without separate consent. C is personalised too: doing less can be made to measure.
#
# </details>
# %%
take_quiz("08_personalised_mode", items=["same-loan-two-prices"])
# %% [markdown] lang="zh"
# **轮到你**（反例）。写一个不该个性化的场合：对谁，省了或赚了什么，伤了什么，改成怎样。
#
# <details><summary>对照</summary>
#
# 四样都有吗？例如：“对急用钱的客户少展示低息的产品，多赚利息，伤的是公平和信任；改成谁都看到同一张价目表。”
#
# </details>
#
# **可以说：价格、适当性和安全要统一；个性化用的信息，客户不知道、不同意，就不用。**
#
# ## ★ 10 意义在哪里（6分钟）
#
# 常说的意义有六条：与众不同，留住客户，多用几样（合适的），省下成本，卖得合适，员工更专业。这份数据只能查第二条的一半：出了失误，走的是谁？看没有房贷、没有代发的（能自由走的），层级照档案里的。**我猜**：其中的高端客户，第一次遇到失误以后三个月内，百分之几离开了？差10个百分点以内算中。
# %% [markdown] lang="en"
# **Your turn** (a case against). Write down one case in which service should not be personalised: for whom, what is saved or gained, what is hurt, what to do instead.
#
# <details><summary>Compare</summary>
#
# Does it have all four? For instance: "To show customers in urgent need fewer cheap loans earns interest and hurts fairness and trust; show everybody the same price list."
#
# </details>
#
# **What we can say: price, suitability and safety are the same for all; what customers do not know of and have not agreed to is not used to personalise.**
#
# ## ★ 10 What is it good for? (6 minutes)
#
# Six benefits are usually named: standing out, keeping customers, more products each (suitable ones), lower cost to serve, suitable sales, more skilled staff. These data can test half of the second: after a failure, who leaves? Take those who are free to, without mortgage or payroll; tiers are those on file. **Bet:** of the upper tier among them, what percentage left within three months of their first failure? Within 10 points counts as right.
# %%
bet("upper_after_failure", unit="%", within=10)
# %%
from fsq_lab import estimates, retention

free = retention.after_first_failure(load("balances"), load("customers")).query("bound == 0")
free = free.assign(gone=((free["left"] == 1) & (free["duration"] <= 3)).astype(int), one=1)
left = estimates.shares(free, part="gone", whole="one", by="tier")
settle("upper_after_failure", 100 * left["share"]["upper"])
# %%
left[["share", "low", "high", "n"]]
# %%
calm = load("balances").merge(load("customers").query("tier == 'upper' and payroll == 0 and mortgage == 0"), on="customer")
calm = calm[calm.groupby("customer")["failures"].transform("sum") == 0]
float(3 * calm.drop_duplicates("customer")["left"].notna().sum() / len(calm))
# %%
failures = load("balances").query("month >= '2025-03'").merge(load("customers")[["customer", "branch"]], on="customer")
by_branch = 100 * failures.groupby("branch")["failures"].mean()
by_branch.sort_values().round(1).tail(3)
# %% [markdown] lang="zh"
# <details><summary>读这三格</summary>
#
# 高端走了{{100 * left["share"]["upper"]:.0f}}%（区间从{{100 * left["low"]["upper"]:.0f}}%到{{100 * left["high"]["upper"]:.0f}}%，只有{{int(left["n"]["upper"])}}位），大众{{100 * left["share"]["mass"]:.0f}}%。第二格是一次失误都没有的同类高端客户，折成三个月只走{{300 * calm.drop_duplicates("customer")["left"].notna().sum() / len(calm):.0f}}%。失误不是抽签定的，只能说有关。2025年3月以后，每百位客户每月的失误，B07是{{by_branch["B07"]:.0f}}次，其余网点最多{{by_branch.drop("B07").max():.1f}}次。
#
# </details>
#
# **轮到你**（意义）。从六条里选两条，各写一句：对客户、对机构有什么好处；凭数据，还是凭道理？
#
# <details><summary>对照</summary>
#
# 例如：“留住客户：能走的高端客户，失误以后三个月走了近四成（{{int(left["n"]["upper"])}}位），先盯住失误，比送礼要紧；这一条有数据。卖得合适：摸清期限和风险承受力，客户少买错；这一条凭道理，本课没有数据。”
#
# </details>
#
# **可以说：遇到失误以后，能自由走的高端客户离开的，比大众多，也比没遇到失误的同类多；先不出错，再谈专属。**
#
# ## 小结
#
# 周五你对总经理说：“不必人人配客户经理，按假定，够本的只有{{100 * (assets >= 300_000).mean():.0f}}%；线划在哪里，写明成本和谁没有。数字部的规则省钱，却把60岁以上的大半关在门外；改成按业务定，资产留住{{100 * fairness.kept(on_file, "any_business", "balance")["value_share"]:.0f}}%。价格、适当性和安全，谁都一样。”意义、成本、公平和反例，你各写了一句。
#
# **档案B07，新的一行**：全行看，能自由走的高端客户遇到失误，三个月里常常离开；而B07的失误比别家多得多。
#
# **接下来**：[练习08](../../exercises/zh/08_personalised_mode/08_personalised_mode.ipynb)（约45分钟），然后是第09课“客户关系维护”。数一数猜中了几次。
#
# **资料来源**：[CMB2022]；五项措施按教材传统转述；Levitt（1972）谈标准化，Harvard Business Review 50(5)；Surprenant和Solomon（1987），Journal of Marketing 51(2)；Hennig（2007）谈分群的稳定性；案例见第01课。
# %% [markdown] lang="en"
# <details><summary>Reading the three results</summary>
#
# {{100 * left["share"]["upper"]:.0f}}% of the upper tier left (interval {{100 * left["low"]["upper"]:.0f}}% to {{100 * left["high"]["upper"]:.0f}}%, only {{int(left["n"]["upper"])}} people), and {{100 * left["share"]["mass"]:.0f}}% of the mass tier. The second result is for upper-tier customers like these who never met a failure: {{300 * calm.drop_duplicates("customer")["left"].notna().sum() / len(calm):.0f}}% in three months. Nobody drew lots for failures, so the two go together, no more. Since March 2025 there were {{by_branch["B07"]:.0f}} failures a month per 100 customers at B07, and at most {{by_branch.drop("B07").max():.1f}} elsewhere.
#
# </details>
#
# **Your turn** (significance). Choose two of the six and write a sentence on each: what good does it do customer and institution; is that from data or from reasoning?
#
# <details><summary>Compare</summary>
#
# For instance: "Keeping customers: of free upper-tier customers, nearly four in ten left within three months of a failure ({{int(left["n"]["upper"])}} people), so preventing failures comes before presents; there are data for this. Suitable sales: whoever knows a customer's horizon and risk sells less that is wrong; this is reasoning, the lesson has no data on it."
#
# </details>
#
# **What we can say: after a failure more of the free upper-tier customers left, compared with the mass tier and with their like who met none; not failing comes first, and privileges after.**
#
# ## Summary
#
# On Friday you tell the head of retail: "Not everybody needs a manager: on our assumptions {{100 * (assets >= 300_000).mean():.0f}}% would cover the cost. Wherever we cut, let us state the cost and who has none. The digital department's rule saves money and shuts out most of those of 60 and more; by business done, we keep {{100 * fairness.kept(on_file, "any_business", "balance")["value_share"]:.0f}}% of the assets. Price, suitability and safety are the same for all." You have written a sentence each on significance, cost, fairness and a case against.
#
# **File B07, a new line:** across the bank, free upper-tier customers who meet a failure often leave within three months, and B07 has far more failures than the others.
#
# **Next:** [exercise 08](../../exercises/en/08_personalised_mode/08_personalised_mode.ipynb) (about 45 minutes), then lesson 09, on customer relationship maintenance. First, your score.
#
# **Sources:** [CMB2022]; the five measures as textbooks tell them; on standardising, Levitt (1972), Harvard Business Review 50(5); Surprenant and Solomon (1987), Journal of Marketing 51(2); on the stability of groups, Hennig (2007); for the case see lesson 01.
# %%
bets()
