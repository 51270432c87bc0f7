# %% [markdown] lang="zh"
# # 07 满意与忠诚
#
# **用时**：60分钟，课后练习另计45分钟；只走带★的短路径，约41分钟。
#
# 2026年1月，分行客户部的沈主任周五要给年报交一句话。初稿是：“满意带来忠诚，忠诚带来利润。”行长只批了三个字：“凭什么？”名册和续存的记录在你手里。
#
# **本课回答**
# - 满意的客户为什么会走，不满意的为什么留下？
# - 碰上这两种客户，各怎么办？
# - 沈主任那句话，有多少证据？
#
# **学习目标**
# - 知识目标：理解并能解释客户满意度与客户忠诚度，并分析两者的关系（K2）。
# %% [markdown] lang="en"
# # 07 Satisfied, and gone
#
# **Time:** 60 minutes, and 45 more for the exercises. The starred short path (★) takes about 41.
#
# January 2026. By Friday Ms Shen, head of customer relations, owes the annual report one sentence. Her draft: "Satisfaction brings loyalty, and loyalty brings profit." The bank's head wrote beside it: "On what evidence?" You have the customer list and the record of renewals.
#
# **Questions of this lesson**
# - Why do satisfied customers leave, and dissatisfied ones stay?
# - What do you do about each of the two?
# - How much of Ms Shen's sentence can the data carry?
#
# **Objectives**
# - Knowledge: understand and explain customer satisfaction and customer loyalty, and analyse how they relate (K2).
# %% [markdown] lang="zh"
# ## ★ 1 四位客户，四句话（5分钟）
#
# > “十二年了，有事先来这里问。侄女开户，也是我领来的。”（林姐，5分）
# >
# > “服务我年年给5分。定期一到，哪家利率高，钱就去哪家。”（周师傅，5分）
# >
# > “排队排得我心烦。工资打在这里，房贷也在这里，我能去哪儿？”（小徐，2分）
# >
# > “上个月全转走了，没什么好说的。”（老郑，1分）
# >
# > （四个人都是虚构的，数据是合成的，不代表任何真实机构）
#
# **档案B07**
# - **已知**：检查表合格，守住承诺的比例却最低（第02课）；客户觉得靠不上（第03课），这一项试过的八种算法都排末位（第05课）。
# - **已知**：在册的客户里，它的满意度最低（第06课）。
# - **未知**：客户走了没有？
#
# 下面是2025年9月底在册的全部客户。满意度人人有一个分，只有合成的银行做得到。其后三个月，多数人有资金到期：续在本行，`renewed`是1；走了或转走，是0。**我猜**：给1到3分的客户里，续存的占百分之几？
# %% [markdown] lang="en"
# ## ★ 1 Four customers, four sentences (5 minutes)
#
# > "Twelve years. I ask here first. I brought my niece to open her account, too." (Lin, gives 5)
# >
# > "Five for the service, every year. When my deposit matures, it goes where the rate is best." (Zhou, gives 5)
# >
# > "The queue drives me mad. My salary comes here and so does my mortgage: where could I go?" (Xu, gives 2)
# >
# > "Last month I moved it all. Nothing more to say." (Zheng, gives 1)
# >
# > (All four are invented and the data synthetic; they stand for no real institution.)
#
# **File B07**
# - **Known:** it passes the checklist but keeps the lowest share of promised times (lesson 02); customers feel they cannot rely on it (lesson 03), and in all eight ways tried it is last on that (lesson 05).
# - **Known:** among all on file, its satisfaction is lowest (lesson 06).
# - **Not known:** have its customers left?
#
# Here is every customer on file at the end of September 2025; only an invented bank has a satisfaction score for every one of them. For most, money matured in the next three months: `renewed` is 1 if it stayed with the bank and 0 if the money, or the customer, left. **Bet:** of customers who give 1 to 3, what percentage renewed?
# %%
people = load("frame").merge(load("customers"), on="customer")
matured = people.query("matured == 1")
bet("unsatisfied_renewed", unit="%", within=8)
# %%
low, high = matured.query("satisfaction_true <= 3"), matured.query("satisfaction_true >= 4")
settle("unsatisfied_renewed", 100 * low["renewed"].mean())
# %% [markdown] lang="zh"
# <details><summary>留下的和走了的</summary>
#
# 给1到3分的{{len(low)}}位里，{{int(low["renewed"].sum())}}位续存。给4分、5分的{{len(high)}}位里，{{int((high["renewed"] == 0).sum())}}位没有续存。
#
# </details>
#
# **停一下，想一想**。周师傅走了，小徐没走。用“满意不满意”解释不了的，各是什么？
#
# <details><summary>回应</summary>
#
# 周师傅：他走得了，而且在比利率。小徐：他走不了。这一课就找这两样。
#
# </details>
#
# **可以说：给1到3分的{{len(low)}}位客户，过半数续存了；给4、5分的{{len(high)}}位，将近四分之一没有。**
#
# ## ★ 2 三个词，三件事（4分钟）
#
# 先把**感知**（perception）和**期望**（expectation）摆好：实际觉得怎样，认为应当怎样。感知服务质量是客户对一家机构的服务长期形成的总体评价；客户满意度是客户经历一次服务以后，拿感知和期望相比而产生的感受；客户忠诚度是客户以后继续选择、愿意推荐一家机构的程度，既看态度，也看行为。
#
# 忠诚一步步长成：认知、情感、意向、行动（Oliver，1999），越往后越难动摇。满意从哪里来？Oliver（1980）说：拿得到的和期望的比，好于、等于还是不如，叫**期望不一致**（disconfirmation）。他说的期望是“原以为会怎样”；第03课问的是“应当怎样”，这里拿来近似。那份问卷第5题问“按说好的时间办成”。**我猜**：感知低于期望的人里，总体满意度（7分制）给5分以上的占百分之几？
# %% [markdown] lang="en"
# <details><summary>Who stayed, who went</summary>
#
# Of {{len(low)}} customers who give 1 to 3, {{int(low["renewed"].sum())}} renewed. Of {{len(high)}} who give 4 or 5, {{int((high["renewed"] == 0).sum())}} did not.
#
# </details>
#
# **Stop and judge:** Zhou went and Xu did not. What is it, in each case, that satisfaction does not explain?
#
# <details><summary>Reply</summary>
#
# Zhou can leave, and he compares rates. Xu cannot leave. This lesson looks for these two things.
#
# </details>
#
# **What we can say: more than half of the {{len(low)}} who give 1 to 3 renewed; nearly a quarter of the {{len(high)}} who give 4 or 5 did not.**
#
# ## ★ 2 Three words, three things (4 minutes)
#
# Perceived service quality is a customer's lasting, overall judgement of an institution's service. Customer satisfaction is what a customer feels after an experience of service, having compared perception with expectation. Customer loyalty is how far a customer goes on choosing an institution and recommends it, in attitude and in behaviour.
#
# Loyalty grows in steps, each harder to shake: cognitive, affective, conative, action (Oliver, 1999). Satisfaction comes from comparing what one got with what one expected (Oliver, 1980): better, as expected or worse, which is called **disconfirmation**. He means what one *thought would* happen; lesson 03 asked what *should*, which stands in for it here. Item 5 of lesson 03's survey asks whether business is done by the time promised. **Bet:** of those whose perception falls short of expectation, what percentage still give 5 or more of 7 for overall satisfaction?
# %%
bet("below_yet_satisfied", unit="%", within=10)
# %%
survey = load("bank_branch")
below = survey.query("perception_5 < expectation_5")["overall_satisfaction"].dropna()
settle("below_yet_satisfied", 100 * (below >= 5).mean())
# %%
from fsq_lab import satisfaction

felt = satisfaction.disconfirmation(survey, "expectation_5", "perception_5", "overall_satisfaction")
felt[["mean", "mean_low", "mean_high", "n_mean"]].round(2)
# %% [markdown] lang="zh"
# <details><summary>低于期望，也可能满意</summary>
#
# 低于期望的{{int(felt["n_mean"]["worse"])}}人，满意度平均{{felt["mean"]["worse"]:.2f}}分，比高于期望的（{{felt["mean"]["better"]:.2f}}分）低；可低于期望不等于不满意，他们过半给了5分以上：“应当”定得高，差一点也可能满意。
#
# </details>
# %% [markdown] lang="en"
# <details><summary>Below expectation, and yet satisfied</summary>
#
# The {{int(felt["n_mean"]["worse"])}} whose perception falls short average {{felt["mean"]["worse"]:.2f}}, below those for whom it was better than expected ({{felt["mean"]["better"]:.2f}}). But below expectation is not the same as dissatisfied: more than half of them give 5 or more: where "should" is set high, a little less may still satisfy.
#
# </details>
# %%
take_quiz("07_satisfaction_loyalty", items=["words-apart"])
# %% [markdown] lang="zh"
# **可以说：感知低于期望的人，满意度平均低一些；满意是感受，忠诚还看以后选谁，一个分数代替不了另一个。**
#
# ## ★ 3 四个人，四个格子（8分钟）
#
# **轮到你**。林姐、周师傅、小徐、老郑是四种客户，给每一种取个叫法，写下来再往下看。
#
# Jones和Sasser（1995）也取过。
#
# | | 没到满意 | 满意 |
# |---|---|---|
# | 留下 | 小徐：**囚徒**（hostage） | 林姐：**忠诚者**（loyalist）；肯到处说好的，是传道者 |
# | 离开 | 老郑：**背离者**（defector）；到处说坏的，是破坏者 | 周师傅：**图利者**（mercenary） |
#
# Dick和Basu（1994）看的不是满意，是“比别家”的态度，再看来不来：林姐是**真正忠诚**，小徐是**虚假忠诚**，老郑是**不忠诚**。周师傅要再问一句：“换了别家，你更喜欢哪家？”答“都一样”，也是不忠诚；答“还是这家，只是太远”，是**潜在忠诚**。
#
# 分格子要两个**切点**：我们定4分起算满意，续存算忠诚。给3分（一般）的落在“没到满意”一边，严格说是“说不上满意”。“忠诚”在这里只看行为，名册上没有态度；说小徐“忠诚但不满意”，是教材的说法：按我们的定义，他只有行为，没有态度。**我猜**：人数第二多的是哪一格？
# %% [markdown] lang="en"
# **What we can say: people whose experience falls short are less satisfied on average; satisfaction is a feeling, loyalty is also whom one chooses next, and one score cannot stand for the other.**
#
# ## ★ 3 Four people, four types (8 minutes)
#
# **Your turn.** Write down a name for the type of each of the four, in a word or two. Jones and Sasser (1995) named them, too.
#
# | | Not satisfied | Satisfied |
# |---|---|---|
# | Stays | Xu: a **hostage** | Lin: a **loyalist**; one who praises us everywhere is an apostle |
# | Leaves | Zheng: a **defector**; one who runs us down everywhere is a terrorist | Zhou: a **mercenary** |
#
# Dick and Basu (1994) look not at satisfaction but at the attitude *compared with other banks*, and at patronage: Lin's is **true loyalty**, Xu's **spurious loyalty**, Zheng's **no loyalty**. Zhou needs one more question: "Which bank do you like best?" With "they are all the same" his is no loyalty either; with "yours, but it is too far" it is **latent loyalty**.
#
# The types need two **cut-offs**. Ours: satisfied from 4 up; loyal if renewed. A 3 is neutral and counts as "not satisfied", strictly "not yet". "Loyal" here is behaviour only, since the list holds no attitude: Xu, in textbooks "loyal but not satisfied", has the one and not the other. **Bet:** which type has the second most customers?
# %%
bet("second_largest_kind", "loyalist hostage mercenary defector")
# %%
from fsq_lab import loyalty

kinds = loyalty.jones_sasser(matured, "satisfaction_true", "renewed", satisfaction_cut=4, loyalty_cut=1)
shares = loyalty.class_shares(kinds)
settle("second_largest_kind", shares["share"].nlargest(2).index[1])
# %%
plots.loyalty_map(matured, "satisfaction_true", "renewed", satisfaction_cut=4, loyalty_cut=1)
# %% [markdown] lang="zh"
# **改一个词，再运行**：把图里的`satisfaction_cut=4`换成`3`。囚徒剩多少？这些人变了吗？
#
# <details><summary>对照</summary>
#
# 3分也算满意，囚徒就从{{100 * shares["share"]["hostage"]:.0f}}%到{{100 * loyalty.cut_sensitivity(matured, "satisfaction_true", "renewed", [3], [1])["hostage"].iloc[0]:.0f}}%。人一个没变，变的是切点。名单是全的，为什么还要区间？换三个月，到期的人和去留的偶然都会不同；区间说的是这种偶然。下表的`moved`，是和写在最前的切点比，换了格子的占多少。
#
# </details>
# %% [markdown] lang="en"
# **Change a word and run again:** replace `satisfaction_cut=4` in the chart with `3`. How many hostages are left? Have these people changed?
#
# <details><summary>Compare</summary>
#
# If 3 counts as satisfied, hostages go from {{100 * shares["share"]["hostage"]:.0f}}% to {{100 * loyalty.cut_sensitivity(matured, "satisfaction_true", "renewed", [3], [1])["hostage"].iloc[0]:.0f}}%. Nobody has changed; the cut-off has. Why intervals, when everybody is on the list? In another three months, other customers' money would mature and chance would play out differently; the interval allows for that. In the table below, `moved` compares each cut-off with the first one named.
#
# </details>
# %%
cuts = loyalty.cut_sensitivity(matured, "satisfaction_true", "renewed", [4, 3, 5], [1])
cuts[["loyalist", "hostage", "mercenary", "defector", "moved"]].round(2)
# %%
take_quiz("07_satisfaction_loyalty", items=["four-voices", "like-it-best"])
# %% [markdown] lang="zh"
# **可以说：按4分的切点，囚徒占{{100 * shares["share"]["hostage"]:.0f}}%（区间从{{100 * shares["low"]["hostage"]:.0f}}%到{{100 * shares["high"]["hostage"]:.0f}}%，{{int(shares["of"].iloc[0])}}人），按3分只有{{100 * cuts["hostage"].iloc[1]:.0f}}%：切点挪一分，大约三分之一的人换格子。**
#
# ## ★ 4 一样满意，两样忠诚（8分钟）
#
# 小徐走不了，因为换一家银行要花钱、花时间、求人，这叫**转换成本**（switching cost）。名册里有两样看得见的：代发工资和房贷。有一样，就记`bound`为1。
#
# 先看满意。这张图你自己画，用的是画统计图的`seaborn`。
# %% [markdown] lang="en"
# **What we can say: with the cut-off at 4, {{100 * shares["share"]["hostage"]:.0f}}% are hostages (interval {{100 * shares["low"]["hostage"]:.0f}}% to {{100 * shares["high"]["hostage"]:.0f}}%, {{int(shares["of"].iloc[0]):,}} customers), with the cut-off at 3 only {{100 * cuts["hostage"].iloc[1]:.0f}}%: move it by one point, and about a third of customers change type.**
#
# ## ★ 4 Equally satisfied, not equally loyal (8 minutes)
#
# Xu cannot leave because changing banks would cost him money, time and favours: **switching costs**. Two of them show on the list: a salary paid in here, and a mortgage. Whoever has one gets `bound` = 1.
#
# Satisfaction first. Draw this chart yourself, with `seaborn`, a library for statistical charts.
# %%
import seaborn as sns

matured = matured.assign(bound=matured[["payroll", "mortgage"]].max(axis=1))
look = {"stat": "percent", "common_norm": False, "discrete": True, "multiple": "dodge", "shrink": 0.8}
plots.labelled(sns.histplot(matured, x="satisfaction_true", hue="bound", **look))
# %% [markdown] lang="zh"
# 两组人的满意度几乎一样。没有绑住的，续存{{100 * matured.query("bound == 0")["renewed"].mean():.0f}}%。**我猜**：绑住的，续存百分之几？
# %% [markdown] lang="en"
# The two groups are almost equally satisfied. Of those who are not bound, {{100 * matured.query("bound == 0")["renewed"].mean():.0f}}% renewed. **Bet:** and of those who are, what percentage?
# %%
bet("bound_renewed", unit="%", within=6)
# %%
from fsq_lab import intervals

counts = matured.groupby("bound")["renewed"].agg(["sum", "count"])
tied = intervals.share_difference(*counts.iloc[1], *counts.iloc[0])
settle("bound_renewed", 100 * counts["sum"].iloc[1] / counts["count"].iloc[1])
# %% [markdown] lang="zh"
# <details><summary>相差多少</summary>
#
# 绑住的续存率高{{100 * tied["share_difference"]:.0f}}个百分点（区间从{{100 * tied["low"]:.0f}}到{{100 * tied["high"]:.0f}}）。
#
# 四个格子只看分数和去留。囚徒里，{{100 * matured[kinds == "hostage"]["bound"].mean():.0f}}%有代发或房贷；其余的为什么留下（懒得动、别家也一样），这张表不知道。
#
# </details>
#
# **改一个词，再运行**：把图里的`hue="bound"`换成`hue="tier"`。哪一层的5分多？
#
# <details><summary>对照</summary>
#
# 高端客户的5分明显多。所以比续存，先看比的是不是一样的人。
#
# </details>
#
# **轮到你**。对周师傅（满意但不忠诚）和小徐（忠诚但不满意），各写一句：为什么会这样，先做哪一件事。
#
# <details><summary>对照</summary>
#
# | | 为什么 | 一项做法 | 怎样知道有用 |
# |---|---|---|---|
# | 满意但不忠诚 | 打5分，没有跟别家比过；他走得了，到期那天才决定 | 说过不要推销的不打；其余的，到期前一个月问在比什么，把本行给得出的利率、期限如实摆出来，给不了就直说 | 到期客户抽签，一半先做，比续存 |
# | 忠诚但不满意 | 留下是因为换不起，不是因为喜欢 | 先改让他难受的那件事（排队、失约），不加新的锁 | 再问满意度，看还清房贷那一年走不走 |
#
# </details>
# %% [markdown] lang="en"
# <details><summary>How far apart?</summary>
#
# The renewal rate of customers who are bound is {{100 * tied["share_difference"]:.0f}} percentage points higher (interval {{100 * tied["low"]:.0f}} to {{100 * tied["high"]:.0f}}).
#
# The types rest on scores and renewals only. Of the hostages {{100 * matured[kinds == "hostage"]["bound"].mean():.0f}}% have a salary account or a mortgage; why the rest stay (inertia, nothing better elsewhere), this table does not say.
#
# </details>
#
# **Change a word and run again:** replace `hue="bound"` in the chart with `hue="tier"`. Which tier has more fives?
#
# <details><summary>Compare</summary>
#
# The upper tier, clearly. So before comparing renewals, ask whether like is compared with like.
#
# </details>
#
# **Your turn.** One sentence each for Zhou (satisfied but not loyal) and Xu (loyal but not satisfied): why is it so, and what is the first thing to do?
#
# <details><summary>Compare</summary>
#
# | | Why | One measure | How to know it works |
# |---|---|---|---|
# | Satisfied but not loyal | his 5 compares us with no other bank; he can leave, and decides on the day the deposit matures | unless he has asked not to be called: a month before, ask what he compares; show honestly the rates and terms we can offer, and say so if we cannot | half of those whose money matures, chosen at random, are asked; compare renewals |
# | Loyal but not satisfied | he stays because leaving costs too much, not because he likes it | put right what annoys him (the queue, broken promises), and add no new lock-in | ask again; see whether he goes once the mortgage is paid |
#
# </details>
# %%
take_quiz("07_satisfaction_loyalty", items=["before-it-matures"])
# %% [markdown] lang="zh"
# **可以说：满意度差不多的两组人，有代发或房贷的续存率高{{100 * tied["share_difference"]:.0f}}个百分点；留下不等于满意，满意也不等于留下。**
#
# **停点一**（约25分钟）。
#
# ## 5 哪一步最陡（5分钟）
#
# Jones和Sasser（1995）讲过施乐的例子：“完全满意”的客户再买的可能，大约是“满意”的六倍（书里讲的例子，没有人数和区间）。那么满意度每升一分，续存升得一样多吗？看没有绑住的客户：3分的大约四成，4分的五成多。**我猜**：5分的续存百分之几？
# %% [markdown] lang="en"
# **What we can say: of two groups about equally satisfied, the one with a salary account or a mortgage has a renewal rate {{100 * tied["share_difference"]:.0f}} points higher; staying does not mean being satisfied, nor being satisfied staying.**
#
# **Stopping point one** (about 25 minutes).
#
# ## 5 Which step is steepest? (5 minutes)
#
# Jones and Sasser (1995) tell of Xerox, where "totally satisfied" customers were about six times as likely to buy again as "satisfied" ones (told without n or interval). Does every step of satisfaction raise renewals alike? Take those who are not bound: about four in ten at 3, over five in ten at 4. **Bet:** what percentage at 5?
# %%
bet("fives_renewed", unit="%", within=8)
# %%
free = matured.query("bound == 0")
settle("fives_renewed", 100 * free.query("satisfaction_true == 5")["renewed"].mean())
# %%
from fsq_lab import satisfaction_loyalty

curve = satisfaction_loyalty.curve(matured, "satisfaction_true", "renewed", by="bound", join=(1, 2))
plots.renewal_curve(curve)
# %% [markdown] lang="zh"
# 两步各升多少，再相减，就是**二阶差**：大于0，曲线往上弯。差有区间，差的差也有。
# %% [markdown] lang="en"
# The second step minus the first is the **second difference**: above 0, the curve bends upwards. It, too, has an interval.
# %%
bend = satisfaction_loyalty.second_difference(free, "satisfaction_true", "renewed", at=4)
bend[["lower_rise", "upper_rise", "second_difference", "low", "high", "verdict"]]
# %% [markdown] lang="zh"
# **改一个词，再运行**：把`free`换成`matured.query("bound == 1")`。还弯吗？
#
# <details><summary>对照</summary>
#
# 无法判断：区间跨0。绑住的客户，几分都续存九成上下，曲线是平的。Mittal和Kamakura（2001）查的是买车：再买的行为也越往上升得越快，问“打算”却越升越慢。形状要自己量。
#
# </details>
#
# **可以说：没有绑住的客户，4分到5分升{{100 * bend["upper_rise"]:.0f}}个百分点，3分到4分升{{100 * bend["lower_rise"]:.0f}}个，差{{100 * bend["second_difference"]:.0f}}个（区间从{{100 * bend["low"]:.0f}}到{{100 * bend["high"]:.0f}}）；绑住的客户看不出。**
#
# ## ★ 6 B07：走了没有（8分钟）
#
# 别的11个网点，有资金到期的客户里{{100 * matured.query("branch != 'B07'")["renewed"].mean():.0f}}%续存。**我猜**：B07百分之几？
# %% [markdown] lang="en"
# **Change a word and run again:** replace `free` with `matured.query("bound == 1")`. Does it still bend?
#
# <details><summary>Compare</summary>
#
# We cannot tell: the interval includes 0. About nine in ten bound customers renew at any score, so their curve is flat. Among car buyers, too, repurchase rose more and more steeply with satisfaction, while stated intention rose less and less (Mittal and Kamakura, 2001): measure your own.
#
# </details>
#
# **What we can say: for customers who are not bound, going from 4 to 5 adds {{100 * bend["upper_rise"]:.0f}} points and from 3 to 4 {{100 * bend["lower_rise"]:.0f}}, a difference of {{100 * bend["second_difference"]:.0f}} (interval {{100 * bend["low"]:.0f}} to {{100 * bend["high"]:.0f}}); for bound customers no bend is visible.**
#
# ## ★ 6 B07: have they left? (8 minutes)
#
# At the other eleven branches {{100 * matured.query("branch != 'B07'")["renewed"].mean():.0f}}% of customers renewed what matured. **Bet:** at B07, what percentage?
# %%
bet("b07_renewed", unit="%", within=5)
# %%
branches = matured.groupby("branch")[["satisfaction_true", "renewed", "bound"]].mean()
settle("b07_renewed", 100 * branches["renewed"]["B07"])
# %%
dots = {"size": "bound", "sizes": (40, 500), "legend": False}
plots.labelled(sns.scatterplot(branches, x="satisfaction_true", y="renewed", **dots), names=branches.index)
# %% [markdown] lang="zh"
# 点越大，绑住的占得越多（{{100 * branches["bound"].min():.0f}}%到{{100 * branches["bound"].max():.0f}}%）；纵轴不从0起。**轮到你**。写一句：B07为什么满意最低，续存不低？
# %% [markdown] lang="en"
# The larger the dot, the larger the share of the branch's customers who are bound ({{100 * branches["bound"].min():.0f}}% to {{100 * branches["bound"].max():.0f}}%). The vertical axis does not start at 0. **Your turn.** Write one sentence: why is renewal at B07 not low where satisfaction is lowest?
# %%
at_b07 = matured["branch"].eq("B07").map({True: "B07", False: "other_branches"})
two = matured.groupby(at_b07)["renewed"].agg(["sum", "count"])
more = intervals.share_difference(*two.loc["B07"], *two.loc["other_branches"])
more[["share_difference", "low", "high"]].round(2)
# %%
four = loyalty.class_shares(kinds, by=at_b07)
stayed = matured.query("renewed == 1").groupby(at_b07)["bound"].agg(["sum", "count", "mean"])
kept = intervals.proportion(*stayed.loc["B07", ["sum", "count"]].astype(int))
four[["share", "low", "high", "of"]].round(2)
# %% [markdown] lang="zh"
# <details><summary>囚徒</summary>
#
# 续存率比别的网点高{{100 * more["share_difference"]:.0f}}个百分点（区间从{{100 * more["low"]:.0f}}到{{100 * more["high"]:.0f}}）。B07这些客户{{100 * branches["bound"]["B07"]:.0f}}%有代发或房贷，别处{{100 * matured.query("branch != 'B07'")["bound"].mean():.0f}}%。囚徒占{{100 * four["share"]["B07", "hostage"]:.0f}}%（区间从{{100 * four["low"]["B07", "hostage"]:.0f}}%到{{100 * four["high"]["B07", "hostage"]:.0f}}%），别处{{100 * four["share"]["other_branches", "hostage"]:.0f}}%。没有绑住的，B07有{{100 * free.query("branch == 'B07'")["renewed"].mean():.0f}}%续存（{{len(free.query("branch == 'B07'"))}}人），别处{{100 * free.query("branch != 'B07'")["renewed"].mean():.0f}}%，人少，无法判断。
#
# </details>
#
# 沈主任：“B07留得住人，挺好。”**停一下，想一想**：错在哪里？
#
# <details><summary>回应</summary>
#
# 续存的{{int(stayed["count"]["B07"])}}位里，{{100 * kept["share"]:.0f}}%（区间从{{100 * kept["low"]:.0f}}%到{{100 * kept["high"]:.0f}}%）有代发或房贷，别处{{100 * stayed["mean"]["other_branches"]:.0f}}%。续存说明不了喜欢；房贷还清、工资换卡，就走得了。为什么不满意，表上没说，更没说柜台不尽力。
#
# </details>
# %% [markdown] lang="en"
# <details><summary>Hostages</summary>
#
# The renewal rate is {{100 * more["share_difference"]:.0f}} points above that of the other branches (interval {{100 * more["low"]:.0f}} to {{100 * more["high"]:.0f}}). {{100 * branches["bound"]["B07"]:.0f}}% of these B07 customers have a salary account or a mortgage, {{100 * matured.query("branch != 'B07'")["bound"].mean():.0f}}% elsewhere. Hostages are {{100 * four["share"]["B07", "hostage"]:.0f}}% (interval {{100 * four["low"]["B07", "hostage"]:.0f}}% to {{100 * four["high"]["B07", "hostage"]:.0f}}%), {{100 * four["share"]["other_branches", "hostage"]:.0f}}% elsewhere. Of those not bound, {{100 * free.query("branch == 'B07'")["renewed"].mean():.0f}}% renewed at B07 ({{len(free.query("branch == 'B07'"))}} people) and {{100 * free.query("branch != 'B07'")["renewed"].mean():.0f}}% elsewhere: too few to tell.
#
# </details>
#
# Ms Shen: "B07 keeps its customers. Fine!" **Stop and judge:** what is wrong with that?
#
# <details><summary>Reply</summary>
#
# Of the {{int(stayed["count"]["B07"])}} who renewed, {{100 * kept["share"]:.0f}}% (interval {{100 * kept["low"]:.0f}}% to {{100 * kept["high"]:.0f}}%) have a salary account or a mortgage; elsewhere {{100 * stayed["mean"]["other_branches"]:.0f}}%. Renewing says nothing about liking; with the mortgage paid or the salary moved, they can go. This table does not say why they are dissatisfied, still less that staff do not try.
#
# </details>
# %%
take_quiz("07_satisfaction_loyalty", items=["a-new-lock"])
# %% [markdown] lang="zh"
# **可以说：B07到期的{{int(two["count"]["B07"])}}位续存{{100 * branches["renewed"]["B07"]:.0f}}%，不比别的网点低，而其中{{100 * branches["bound"]["B07"]:.0f}}%有代发或房贷：续存率高，不能证明服务好。**
#
# ## 7 拨一拨转换成本（6分钟）
#
# **动笔**：把转换成本从0拨到100，满意度不动，不满意而留下的人会变成百分之几？先写，再拨。
# %% [markdown] lang="en"
# **What we can say: {{100 * branches["renewed"]["B07"]:.0f}}% of {{int(two["count"]["B07"])}} renewed at B07, no lower a share than elsewhere, and {{100 * branches["bound"]["B07"]:.0f}}% of them have a salary account or a mortgage: a high renewal rate is no proof of good service.**
#
# ## 7 Move the switching costs (6 minutes)
#
# **With a pencil:** raise switching costs from 0 to 100, with satisfaction as it is. What percentage will be dissatisfied and stay? Write first, then move.
# %%
from fsq_lab import explore_switching_cost

explore_switching_cost()
# %% [markdown] lang="zh"
# <details><summary>对照</summary>
#
# 拨到头，曲线变平，囚徒从大约两成到四成多。把“别家”拨到0，也是这样。规则是假设的；空心圈是名册里绑住的客户，1到4分和拨到头的线相近，5分低一些。
#
# </details>
#
# **可以说：按这条假设的规则，满意不变，转换成本一高，续存就高；名册里的（合成）数据，除了5分都和它相近。看见续存高，先问客户走不走得了。**
#
# ## 8 从留存到价值（5分钟）
#
# 一家证券营业部（虚构）年初150户，年末188户，其中60户是新开的。**停一下，想一想**：“188除以150，留存率{{100 * 188 / 150:.0f}}%。”错在哪里？
#
# <details><summary>回应</summary>
#
# 新开的不是留下的。留下的是188−60＝128户，除以年初的150户。
#
# </details>
# %% [markdown] lang="en"
# <details><summary>Compare</summary>
#
# At 100 the curve is flat, and hostages grow from about two in ten to over four. With no alternatives it is much the same. The rule is assumed; the rings are the bound customers on the list, close to that line at scores 1 to 4 and below it at 5.
#
# </details>
#
# **What we can say: under the assumed rule, higher switching costs with the same satisfaction give more renewals, and our (synthetic) customer list is close to it except at score 5; where renewal is high, first ask whether customers could leave.**
#
# ## 8 From retention to value (5 minutes)
#
# A securities branch (invented) has 150 customers in January and 188 in December, 60 of them new. **Stop and judge:** "188 divided by 150: a retention rate of {{100 * 188 / 150:.0f}}%." What is wrong?
#
# <details><summary>Reply</summary>
#
# New customers were not retained. 188 − 60 = 128 stayed, of the 150 at the start.
#
# </details>
# %%
from fsq_lab import value

value.retention_rate(start=150, end=188, new=60)[["rate", "low", "high", "kept"]]
# %% [markdown] lang="zh"
# 一位客户值一年（一期）毛利的几倍，也就是**毛利乘数**多大？**客户终身价值**（customer lifetime value）把以后各年的毛利按留存率和贴现率折成今天的钱。第一笔毛利什么时候到，算法有三种：现在；一年以后，一定到账；一年以后，人还在才到账。下面的留存率是八成，贴现率一成。
# %% [markdown] lang="en"
# How many times a year's margin is a customer worth? **Customer lifetime value** discounts the margins of future years to present value, using the retention rate and a discount rate. There are three conventions for when the first margin comes: now; after a year, for certain; after a year, if the customer is still there. Below, retention is {{100 * .8:.0f}}% and the discount rate {{100 * .10:.0f}}%.
# %%
multiple = value.margin_multiple(.8, .10, timing="end_if_kept")
value.by_timing(.8, .10)[["multiple"]].round(2)
# %% [markdown] lang="zh"
# **改一个词，再运行**：把第二行的`.8`换成`.9`。留存多一成，值多少倍？哪一种算法涨得最多？
#
# <details><summary>对照</summary>
#
# 八成留存：人还在才到账，{{multiple:.2f}}倍；现在就到账，{{value.margin_multiple(.8, .10, timing="now"):.2f}}倍，大{{100 * (value.margin_multiple(.8, .10, timing="now") / multiple - 1):.0f}}%。九成留存：{{value.margin_multiple(0.9, 0.10, timing="end_if_kept"):.2f}}和{{value.margin_multiple(0.9, 0.10, timing="now"):.2f}}倍，前一种涨得多。还有一条：值得少，不是怠慢谁的理由。
#
# </details>
#
# **可以说：留存率先减新客户；报终身价值，要写明第一笔毛利什么时候到，否则八成留存、一成贴现时，光是约定就差{{100 * (value.margin_multiple(.8, .10, timing="now") / multiple - 1):.0f}}%。**
#
# ## 9 流失率会变（3分钟）
#
# 公开发表过一批客户（Fader和Hardie，2007 [FH2007]）：年初1000位，四年后剩326位：走了的674位摊在2,481个“人年”上，每年约27%。“每年流失27%”照推，第七年剩下11%。**我猜**：实际剩百分之几？
# %% [markdown] lang="en"
# **Change a word and run again:** replace `.8` in the second line with `.9`. What is a customer worth then, and which convention gains most?
#
# <details><summary>Compare</summary>
#
# With {{100 * .8:.0f}}% retained: {{multiple:.2f}} if the customer must still be there, {{value.margin_multiple(.8, .10, timing="now"):.2f}} if the first margin comes now, {{100 * (value.margin_multiple(.8, .10, timing="now") / multiple - 1):.0f}}% more. With {{100 * .9:.0f}}%: {{value.margin_multiple(0.9, 0.10, timing="end_if_kept"):.2f}} and {{value.margin_multiple(0.9, 0.10, timing="now"):.2f}}; the first gains more. Value is no reason to serve anybody badly.
#
# </details>
#
# **What we can say: a retention rate excludes new customers; a lifetime value must state when the first margin is received. With {{100 * .8:.0f}}% retention and a {{100 * .10:.0f}}% discount rate, the convention alone changes it by {{100 * (value.margin_multiple(.8, .10, timing="now") / multiple - 1):.0f}}%.**
#
# ## 9 Churn does not stand still (3 minutes)
#
# Of a published cohort of 1000 customers (Fader and Hardie, 2007 [FH2007]), 326 remained after four years: 674 lost over 2,481 customer-years, about 27% a year. At that rate, 11% would remain after seven years. **Bet:** what percentage really remained?
# %%
cohort = [1000, 631, 468, 382, 326, 289, 262, 241]
bet("left_in_year_seven", unit="%", within=4)
# %%
from fsq_lab import contractual

seen = contractual.forecast(cohort, fit_on=4)
settle("left_in_year_seven", 100 * seen["actual"][7])
# %%
plots.cohort_forecast(seen)
# %% [markdown] lang="zh"
# <details><summary>为什么推少了</summary>
#
# 容易走的先走了，剩下的越来越不容易走。**sBG模型**让每个人有自己的流失率，年年不变，只看前四年，就推出（`seen`的`sbg`列）{{100 * seen["sbg"][7]:.0f}}%，实际{{100 * seen["actual"][7]:.0f}}%。平均流失率没有骗人，骗人的是“人人一样”。只凭这几个数，“本来就不一样”已经够解释，不必假定谁变了；变没变，看不出。
#
# </details>
#
# **可以说：客户的流失率各不相同时，拿头几年的平均照推，会把以后留下的人算少。**
#
# ## ★ 10 把“带来”改掉（8分钟）
#
# 回到沈主任那句话。先看绑没绑住，满意和续存的关系差多少（**几率**（odds）是续的比不续的；`slope`是每升一分，几率的对数变多少，0是没有关系）。
# %% [markdown] lang="en"
# <details><summary>Why was the forecast too low?</summary>
#
# Those who leave easily leave first; the rest are ever harder to lose. The **sBG model** gives everybody a churn rate of their own, the same each year; from the first four years alone it forecasts {{100 * seen["sbg"][7]:.0f}}% (column `sbg` of `seen`), and {{100 * seen["actual"][7]:.0f}}% remained. The mean was not wrong; "everybody alike" was. That customers differ is enough to explain these numbers; they do not tell whether anybody changed.
#
# </details>
#
# **What we can say: where customers differ in their churn, projecting the first years' average forward underestimates how many customers remain.**
#
# ## ★ 10 Replace "brings" (8 minutes)
#
# Back to Ms Shen's sentence: how far does the link between satisfaction and renewal depend on being bound? (**Odds** are those who renew to those who do not; a `slope` is the change of their logarithm for each point; 0 is no link.)
# %%
from fsq_lab import satisfaction_loyalty

link = satisfaction_loyalty.moderated(matured, "satisfaction_true", "renewed", "bound")
link[["slope", "low", "high", "n"]].round(2)
# %% [markdown] lang="zh"
# 没有绑住的，每升一分，续存的几率翻到约{{2.71828 ** link["slope"]["0"]:.1f}}倍（e的{{link["slope"]["0"]:.2f}}次方）；绑住的，看不出；两者的差，区间不含0。就算是前一组，也只能说**有关**，因为：
#
# - **走了的人不在名册里**：9月以前走的，没有分数，这是**幸存者偏差**（survivorship bias）。
# - **第三样东西**：高端客户更满意，可能也更受挽留。没有绑住的大众客户单看也一样（3分{{100 * free.query("tier == 'mass' and satisfaction_true == 3")["renewed"].mean():.0f}}%，5分{{100 * free.query("tier == 'mass' and satisfaction_true == 5")["renewed"].mean():.0f}}%），层级解释不了全部；没记下来的，仍然可能。
# - **反过来**：留得久的人，也许本来就爱给高分。
# - **同一张问卷**：满意和“打算”一起问，会一起高。这里续存是记录，躲过了这一条。
# - **没有试验**：谁也没有被抽签变得满意，代发和房贷也不是抽签分的。
#
# <details><summary>研究怎么说</summary>
#
# 研究里也是：关系是正的，平均不大，转换成本要紧（Kumar等，2013）。服务利润链（Heskett等，1994）争论至今；留住老客户更赚钱（Reichheld和Sasser，1990），也不总是这样（Reinartz和Kumar，2000；East等，2006）。
#
# </details>
#
# **轮到你**。替沈主任把那句话改成三句：数的是谁；看见了什么，带区间；还不能说什么。写完再点开。
#
# <details><summary>对照</summary>
#
# “2025年9月底在册、其后三个月有资金到期的{{len(free)}}位没有代发和房贷的客户里，给5分的续存{{100 * curve["share"][0, "5"]:.0f}}%（区间从{{100 * curve["low"][0, "5"]:.0f}}%到{{100 * curve["high"][0, "5"]:.0f}}%），给3分的{{100 * curve["share"][0, "3"]:.0f}}%（从{{100 * curve["low"][0, "3"]:.0f}}%到{{100 * curve["high"][0, "3"]:.0f}}%）。有代发或房贷的，几分都在九成上下。满意和续存有关；是不是满意带来的，利润升不升，这些数据说不了。”
#
# </details>
# %% [markdown] lang="en"
# For customers who are not bound, each extra point multiplies the odds of renewing by about {{2.71828 ** link["slope"]["0"]:.1f}} (e to the power {{link["slope"]["0"]:.2f}}); for bound customers no link is visible; the interval of the difference excludes 0. Even for the first, say **associated with** and no more:
#
# - **Leavers are not on the list**: who went before September has no score. This is **survivorship bias**.
# - **A third thing**: upper-tier customers are more satisfied, and more may be done to keep them. Mass customers by themselves, not bound, show the same ({{100 * free.query("tier == 'mass' and satisfaction_true == 3")["renewed"].mean():.0f}}% at 3, {{100 * free.query("tier == 'mass' and satisfaction_true == 5")["renewed"].mean():.0f}}% at 5), so tier is not all of it; what nobody recorded may be.
# - **The other way round**: people who have stayed long may give higher scores.
# - **One questionnaire**: satisfaction and intentions asked together rise together. Here renewal is a record, which avoids that.
# - **No experiment**: nobody was made satisfied at random, nor given a salary account or a mortgage at random.
#
# <details><summary>What studies say</summary>
#
# Studies agree: the link is positive, small on average, and switching costs matter (Kumar et al., 2013). The service-profit chain (Heskett et al., 1994) is contested to this day; that keeping customers pays (Reichheld and Sasser, 1990) is not always so (Reinartz and Kumar, 2000; East et al., 2006).
#
# </details>
#
# **Your turn.** Rewrite Ms Shen's sentence as three: who was counted; what was seen, with its interval; what cannot be said. Then open this.
#
# <details><summary>Compare</summary>
#
# "Of {{len(free)}} customers on file in September 2025 with money maturing in the next three months and neither salary account nor mortgage, {{100 * curve["share"][0, "5"]:.0f}}% of those giving 5 renewed (interval {{100 * curve["low"][0, "5"]:.0f}}% to {{100 * curve["high"][0, "5"]:.0f}}%), and {{100 * curve["share"][0, "3"]:.0f}}% of those giving 3 ({{100 * curve["low"][0, "3"]:.0f}}% to {{100 * curve["high"][0, "3"]:.0f}}%). With one of the two, about nine in ten renewed at any score. Satisfaction and renewal are associated; whether the one brings the other, or profit, these data cannot say."
#
# </details>
# %%
take_quiz("07_satisfaction_loyalty", items=["mend-the-sentence", "goes-with"])
# %% [markdown] lang="zh"
# **可以说：在走得了的客户里，满意和续存有关；走不了的客户里看不出，“带来”两个字，这些数据里没有证据。**
#
# ## 小结
#
# 周五，沈主任交上去的是三句话，行长批了一个“准”。
#
# **档案B07，新的一行**：续存率不比别的网点低（高{{100 * more["share_difference"]:.0f}}个百分点，从{{100 * more["low"]:.0f}}到{{100 * more["high"]:.0f}}）；续存的{{int(stayed["count"]["B07"])}}位里{{100 * kept["share"]:.0f}}%（从{{100 * kept["low"]:.0f}}%到{{100 * kept["high"]:.0f}}%）有代发或房贷，别的网点{{100 * stayed["mean"]["other_branches"]:.0f}}%。这和“走不了”相符，还不是证明。
#
# **接下来**：[练习07](../../exercises/zh/07_satisfaction_loyalty/07_satisfaction_loyalty.ipynb)（约45分钟），然后是第08课“个性化模式”。数一数猜中了几次。
#
# **资料来源**：[FH2007] Fader和Hardie（2007），Journal of Interactive Marketing 21(1)；Jones和Sasser（1995），Harvard Business Review 73(6)；Oliver（1980），Journal of Marketing Research 17(4)；Oliver（1999），Journal of Marketing 63；Mittal和Kamakura（2001），Journal of Marketing Research 38(1)；Dick和Basu（1994），Journal of the Academy of Marketing Science 22(2)；Kumar、Dalla Pozza和Ganesh（2013），Journal of Retailing 89(3)；Heskett等（1994），Harvard Business Review 72(2)；Reichheld和Sasser（1990），同刊68(5)；Reinartz和Kumar（2000），Journal of Marketing 64(4)；East、Hammond和Gendall（2006），Journal of Marketing Management 22(1–2)。
# %% [markdown] lang="en"
# **What we can say: among customers who could leave, satisfaction and renewal are associated; among those who could not, no link is visible; for "brings" these data hold no evidence.**
#
# ## Summary
#
# On Friday Ms Shen hands in three sentences, and the head writes "Good" beside them.
#
# **File B07, a new line:** renewal is no lower than elsewhere ({{100 * more["share_difference"]:.0f}} points above, {{100 * more["low"]:.0f}} to {{100 * more["high"]:.0f}}); of the {{int(stayed["count"]["B07"])}} who renewed, {{100 * kept["share"]:.0f}}% ({{100 * kept["low"]:.0f}}% to {{100 * kept["high"]:.0f}}%) have a salary account or a mortgage, elsewhere {{100 * stayed["mean"]["other_branches"]:.0f}}%. That fits "they cannot leave" and does not prove it.
#
# **Next:** [exercise 07](../../exercises/en/07_satisfaction_loyalty/07_satisfaction_loyalty.ipynb) (about 45 minutes), then lesson 08, on the personalised service model. First, your score.
#
# **Sources:** [FH2007] Fader and Hardie (2007), Journal of Interactive Marketing 21(1); Jones and Sasser (1995), Harvard Business Review 73(6); Oliver (1980), Journal of Marketing Research 17(4); Oliver (1999), Journal of Marketing 63; Mittal and Kamakura (2001), Journal of Marketing Research 38(1); Dick and Basu (1994), Journal of the Academy of Marketing Science 22(2); Kumar, Dalla Pozza and Ganesh (2013), Journal of Retailing 89(3); Heskett et al. (1994), Harvard Business Review 72(2); Reichheld and Sasser (1990), same journal 68(5); Reinartz and Kumar (2000), Journal of Marketing 64(4); East, Hammond and Gendall (2006), Journal of Marketing Management 22(1–2).
# %%
bets()
