# %% [markdown] lang="zh"
# # 13 服务补救
#
# **用时**：45分钟，课后练习另计45分钟；只走带★的短路径，约33分钟。
#
# 2026年2月，B07的主任被行长问住了：“礼品送了，道歉也道了，客户怎么还走？”星期五她要交一份新的补救办法。投诉登记在你手里。
#
# **本课回答**
# - 客户丢了什么，补救该还什么？
# - 哪些能当场定，哪些话不能答应？
# - “补救得好，客户更满意”，数据这么说吗？谁没有被算进去？
#
# **学习目标**
# - 技能目标：有效地补救服务失误（S5d）。
# - 知识目标：说明怎样诊断和处理服务失误（K5）。
# %% [markdown] lang="en"
# # 13 Service recovery
#
# **Time:** 45 minutes, and 45 more for the exercises. The starred short path (★) takes about 33.
#
# February 2026. The regional head asks the manager of B07: "You gave presents and said sorry. Why do they still leave?" By Friday she owes him a new way of making good. You have the complaints log.
#
# **Questions of this lesson**
# - What has the customer lost, and what should a recovery give back?
# - What may be decided on the spot, and what must not be promised?
# - "After a good recovery customers are more satisfied": do the data say so? Who is not counted?
#
# **Objectives**
# - Skill: remedy service failures effectively (S5d).
# - Knowledge: explain how service failures are diagnosed and handled (K5).
# %% [markdown] lang="zh"
# ## ★ 1 送了礼品（2分钟）
#
# > “等了一个小时，给我一把伞。我要的是那一个小时。”（B07的客户）
# >
# > “人手就这么多，伞是我自己掏钱买的。”（B07的柜员）
# >
# > （人物是编的，数据是合成的，不代表任何真实机构）
#
# **档案B07**
# - **已知**：2025年3月，客户多了两成，窗口少了一个，等候和失约跟着上来（第11课）；员工比别处还忙。
# - **已知**：投诉解决得快的，反而更多人又来（第12课）。
# - **未知**：补救为什么没有用？2025年10月以后，什么起了作用？
#
# 别的网点，每十件投诉大约有三件用小礼品答复。**我猜**：2025年3月到9月，B07是百分之几？差10个百分点以内算中。
# %% [markdown] lang="en"
# ## ★ 1 They gave presents (2 minutes)
#
# > "I waited an hour and got an umbrella. What I want is the hour." (A customer of B07)
# >
# > "There are only so many of us. I paid for the umbrellas myself." (A teller of B07)
# >
# > (The people are invented and the data synthetic; no real institution is meant.)
#
# **File B07**
# - **Known:** in March 2025 it gained a fifth more customers and lost a window; waits and broken promises followed (lesson 11). Its staff work harder than others.
# - **Known:** of complaints decided quickly, more come back (lesson 12).
# - **Not known:** why did its recovery fail? What worked from October 2025?
#
# Elsewhere, about three complaints in ten are answered with a small present. **Bet:** what percentage at B07, March to September 2025? Up to 10 points off counts as right.
# %%
log = load("complaints_log")
bet("presents_at_b07", unit="%", within=10)
# %%
b07 = log.query("branch == 'B07' and '2025-03' <= received < '2025-10'")
settle("presents_at_b07", 100 * (b07["remedy"] == "gift").mean())
# %% [markdown] lang="zh"
# **可以说：2025年3月到9月，B07的{{len(b07)}}件投诉，{{100 * (b07["remedy"] == "gift").mean():.0f}}%用小礼品答复。**
#
# ## ★ 2 三种公平（8分钟）
#
# 出错以后，该做到的没做到，要**服务补救**（service recovery）：发现、道歉并说明、改正、补偿、回访、改进。客户用三把尺子量（Tax、Brown和Chandrashekaran，1998）。
#
# | | 客户问 | 靠什么补 |
# |---|---|---|
# | **分配公平**（distributive justice） | 拿回来的，抵得上丢的吗？ | 退钱、赔偿 |
# | **程序公平**（procedural justice） | 怎么定的？快不快？有没有我说话的份？ | 时间、负责人、可选的办法 |
# | **互动公平**（interactional justice） | 怎样待我的？ | 尊重、真话、解释 |
# %% [markdown] lang="en"
# **What we can say: from March to September 2025, {{100 * (b07["remedy"] == "gift").mean():.0f}}% of B07's {{len(b07)}} complaints were answered with a small present.**
#
# ## ★ 2 Three justices (8 minutes)
#
# After a failure comes **service recovery**: detect, apologise and explain, correct, compensate, follow up, learn. Customers judge it by three measures (Tax, Brown and Chandrashekaran 1998).
#
# | | The customer asks | It is served by |
# |---|---|---|
# | **Distributive justice** | Does what I get back match what I lost? | refund, compensation |
# | **Procedural justice** | How was it decided? How fast? Was I heard? | time, somebody in charge, a choice |
# | **Interactional justice** | How was I treated? | respect, truth, an explanation |
# %%
take_quiz("13_service_recovery", items=["which-justice-is-missing", "recovery-steps", "failed-a-second-time"])
# %% [markdown] lang="zh"
# **轮到你**。B07一位客户等了一小时，误了接孩子。替主任写一句能当面说的话，要还给她一样东西，不许是礼品。写完再点开。
#
# <details><summary>对照三条</summary>
#
# 认的是哪件事（窗口开少了）？还的是不是时间？话守得住吗？例如：“让您等一小时，是我们窗口开少了，对不起。余下的我现在陪您在机器上办；下次您说个时间，到了就办。”
#
# </details>
#
# **可以说：客户丢的是哪一种，补救就还哪一种；补救又落空，是第二次失误。**
#
# ## ★ 3 对不对路（4分钟）
#
# 吞卡、等候、失约，丢的首先是时间和一句算数的话。
# %% [markdown] lang="en"
# **Your turn.** A customer of B07 waited an hour and was late to fetch her child. Write one sentence that the manager could say to her. It gives something back, but not a present. Then open this.
#
# <details><summary>Three checks</summary>
#
# Is one definite thing admitted (too few windows)? Is it time that she gets back? Can the words be kept? For instance: "You waited an hour because we opened too few windows; I'm sorry. The rest I'll do with you at the machine now, and next time you name the hour and are served at once."
#
# </details>
#
# **What we can say: a recovery gives back what was lost, in kind; one that fails is a second failure.**
#
# ## ★ 3 Does it match? (4 minutes)
#
# A swallowed card, a wait, a broken promise: first of all they take time, and a word one could rely on.
# %%
from fsq_lab import justice

time_lost = ["waiting", "promise_missed", "card_kept"]
justice.match_table().loc[time_lost]
# %% [markdown] lang="zh"
# 这张表是课程按文献编的码（Smith、Bolton和Wagner，1999：客户更看重同类的补偿），不是量出来的。数据认不认？只看这三种原因，一边对路，一边不对路（都是小礼品）。**我猜**：六个月内离开的比例，不对路的高出几个百分点？差5以内算中。
# %% [markdown] lang="en"
# The table is the course's coding after the literature (Smith, Bolton and Wagner 1999: customers value a remedy of the kind of the loss); nobody measured it. Do the data agree? Take these three causes: on one side the remedy fits, on the other it misses (all small presents). **Bet:** by how many percentage points is the share that left within six months higher where it misses? Up to 5 off counts as right.
# %%
bet("left_after_a_present", unit="%", within=5)
# %%
lost = justice.coded(log).query("cause in @time_lost")
by_match = justice.by_match(lost, outcome="left_6m")
settle("left_after_a_present", 100 * by_match["share_difference"]["misses"])
# %%
plots.shares(justice.by_match(lost, outcome="left_6m"))
# %% [markdown] lang="zh"
# <details><summary>读图</summary>
#
# 不对路的离开{{100 * by_match["share"]["misses"]:.0f}}%（{{int(by_match["n"]["misses"])}}件），对路的{{100 * by_match["share"]["fits"]:.0f}}%（{{int(by_match["n"]["fits"])}}件），相差的区间从{{100 * by_match["difference_low"]["misses"]:.0f}}到{{100 * by_match["difference_high"]["misses"]:.0f}}个百分点。不是试验：谁拿礼品不是抽签定的，送礼品的日子多半也最忙。
#
# </details>
#
# **改一个词，再运行**：把图里的`left_6m`换成`back_90d`（九十天内为同一件事又来）。差别还在吗？
#
# <details><summary>对照</summary>
#
# 还在，而且更大：{{100 * justice.by_match(lost, outcome="back_90d")["share"]["misses"]:.0f}}%对{{100 * justice.by_match(lost, outcome="back_90d")["share"]["fits"]:.0f}}%。又来的人还肯说，走了的人不说了。
#
# </details>
#
# **可以说：丢了时间、拿到礼品的，离开的更多；和补救不对路有关，因果还没有证明。**
#
# ## 4 当场能定多少（6分钟）
#
# 还得快，就要有人能当场定。法规怎么说：
# %% [markdown] lang="en"
# <details><summary>Reading the chart</summary>
#
# Where the remedy misses {{100 * by_match["share"]["misses"]:.0f}}% left ({{int(by_match["n"]["misses"])}} complaints), where it fits {{100 * by_match["share"]["fits"]:.0f}}% ({{int(by_match["n"]["fits"])}}); the interval of the difference is {{100 * by_match["difference_low"]["misses"]:.0f}} to {{100 * by_match["difference_high"]["misses"]:.0f}} points. No experiment: nobody drew lots for presents, and days of presents may have been the busiest.
#
# </details>
#
# **Change a word and run again:** in the chart put `back_90d` (came back about the same matter within 90 days) for `left_6m`. Is there still a difference?
#
# <details><summary>Compare</summary>
#
# There is, and a larger one: {{100 * justice.by_match(lost, outcome="back_90d")["share"]["misses"]:.0f}}% against {{100 * justice.by_match(lost, outcome="back_90d")["share"]["fits"]:.0f}}%. Whoever comes back still talks to us; whoever left does not.
#
# </details>
#
# **What we can say: of those who lost time and got a present, more left; it goes with a remedy that misses, and the cause is not proved.**
#
# ## 4 What may be decided on the spot? (6 minutes)
#
# To be quick, somebody must be able to decide. What the rules say:
# %%
from fsq_lab import show_law

show_law("consumer-complaints-2020-3/protection")
# %% [markdown] lang="zh"
# **授权额度**（delegated authority limit）：一件事最多能当场定多少。三条线：查实的、额度内的当场补；定不了的写明谁定、哪天答复；应退的钱不算善意，善意也不等于认责。
# %% [markdown] lang="en"
# A **delegated authority limit** says how much may be decided on the spot in one case. What is proved and within it is paid at once; for the rest the customer hears who decides, and by when; money owed is no goodwill, and goodwill admits no liability.
# %%
take_quiz("13_service_recovery", items=["beyond-the-limit", "goodwill-and-liability"])
# %% [markdown] lang="zh"
# 额度值不值，也能算一算。假定一位客户一年留下毛利600元，把礼品换成预约，每件多花25元。一百件多花2,500元；少走的客户，按第3节相差区间的两头算：
# %% [markdown] lang="en"
# Is it worth it? Suppose that a customer brings a margin of 600 yuan a year, and an appointment costs 25 yuan more than a present: 2,500 more for a hundred complaints. As to customers kept, take both ends of section 3's interval:
# %%
kept = by_match.loc["misses", ["difference_low", "difference_high"]]
(600 * 100 * kept.astype(float) - 2_500).round()
# %% [markdown] lang="zh"
# 两头都是赚的，前提是差别真由补救而来，而且600元也是假定。改一个数，再运行：毛利到多少，下限就不赚了？
#
# <details><summary>对照</summary>
#
# 大约{{2500 / (100 * kept.iloc[0]):.0f}}元。用下限算，是怕差别碰巧；因果没有证明，所以只当一道预算题。
#
# </details>
#
# **停一下，想一想**。三句话，哪一句只是补救？“给您补打车钱，请签字不再投诉。”“补打车钱，请给五星。”“补打车钱，投诉照常登记。”
#
# <details><summary>回应</summary>
#
# 第三句。前两句拿补偿换沉默、换好评：压下去的投诉没有消失，讨来的五星骗的是自己。
#
# </details>
#
# **可以说：补偿看损失，额度看权限，都不拿来换沉默和好评。**
#
# ## ★ 5 扣款日，吞了卡（7分钟）
#
# 现在你是B07的大堂经理。先定两样：哪一件损失最急，哪一句话不能答应。
# %% [markdown] lang="en"
# A gain at both ends, provided that the recovery makes the difference, and the 600 is assumed. Change one number and run again: at what margin does the lower end no longer pay?
#
# <details><summary>Compare</summary>
#
# At about {{2500 / (100 * kept.iloc[0]):.0f}} yuan. The lower end guards against chance; the cause is not proved, so take it as a budget only.
#
# </details>
#
# **Stop and judge.** Which of three is a recovery and nothing else? "Your taxi is paid, please sign that you won't complain." "Your taxi is paid, please give five stars." "Your taxi is paid, and the complaint is logged all the same."
#
# <details><summary>Reply</summary>
#
# The third. The other two buy silence or praise: a suppressed complaint is not gone, and with stars that we begged for we fool ourselves.
#
# </details>
#
# **What we can say: the loss decides the sum, the limit who decides; neither is traded for silence or for praise.**
#
# ## ★ 5 Swallowed, on payment day (7 minutes)
#
# Now you are the lobby manager of B07. Decide first: which loss is most pressing, and what must you not promise?
# %%
take_role("swallowed-card")
# %% [markdown] lang="zh"
# **改一个词，再运行**：把`swallowed-card`换成`wrong-transfer`（课后演）。这一次错的不是银行，还要补救什么？
#
# <details><summary>对照</summary>
#
# 结果由不得银行，过程由得：有人接手，有日期，有真话。
#
# </details>
#
# **可以说：先止住最急的损失，话说到做得到为止。**
#
# **停点一**（约27分钟）。
#
# ## ★ 6 悖论出现了（3分钟）
#
# 主任有一张喜报：事后答了问卷的人，比出事以前还满意。这叫**服务补救悖论**（service recovery paradox）。同一个人，出事以前、投诉时、处理以后各打一次分，1到7分。**我猜**：答了的人，处理以后减出事以前，平均变化几分？差四分之一分以内算中（变差写负数）。
# %% [markdown] lang="en"
# **Change a word and run again:** put `wrong-transfer` for `swallowed-card` (play it after class). This time the bank made no mistake: what is there to recover?
#
# <details><summary>Compare</summary>
#
# The bank cannot decide the outcome, but it decides the way: somebody in charge, a date, the truth.
#
# </details>
#
# **What we can say: first stop the most pressing loss, and promise no more than can be kept.**
#
# **Stopping point one** (about 27 minutes).
#
# ## ★ 6 The paradox appears (3 minutes)
#
# The manager has good news: those who answered afterwards are more satisfied than before the failure. That is called the **service recovery paradox**. The same person gave marks before, at and after the failure, 1 to 7. **Bet:** after less before, what is the mean change of those who answered? Up to a quarter of a mark off counts as right (minus if worse).
# %%
bet("change_of_those_who_answered", kind="number", within=0.25)
# %%
from fsq_lab import recovery

found = recovery.paradox(log, baseline="before", rule="answered")
settle("change_of_those_who_answered", found["mean_change"])
# %% [markdown] lang="zh"
# {{int(found["n"])}}人平均{{found["mean_change"]:+.2f}}（区间从{{found["low"]:.2f}}到{{found["high"]:.2f}}），悖论出现了。**改一个词，再运行**：把`before`换成`at_failure`。
#
# <details><summary>为什么大了那么多</summary>
#
# 从最低点算起，谁都升。要问的是和出事以前比；基准错了。另外，当初碰巧打高分的人，后来会低一些（向均值回归）：这里没有按分数挑人，平均数不怕它。
#
# </details>
#
# **可以说：答了问卷的人，平均比出事以前满意；没答的人，这张表里没有。**
#
# ## ★ 7 平均数里没有谁（6分钟）
#
# **轮到你**，先写一句：这个平均数里没有谁？他们多半会打高分还是低分？
#
# **我猜**：追踪到的投诉人，六个月内离开的占百分之几？差5以内算中。
# %% [markdown] lang="en"
# {{int(found["n"])}} people, {{found["mean_change"]:+.2f}} on average (interval {{found["low"]:.2f}} to {{found["high"]:.2f}}): the paradox appears. **Change a word and run again:** put `at_failure` for `before`.
#
# <details><summary>Why so much more?</summary>
#
# From the lowest point everybody rises. The question is about before the failure; this baseline is wrong. (Whoever once gave a high mark by chance falls back: regression to the mean. Nobody was chosen by marks here, so the mean is safe from it.)
#
# </details>
#
# **What we can say: those who answered are on average more satisfied than before; whoever did not answer is not in this table.**
#
# ## ★ 7 Who is missing from the mean? (6 minutes)
#
# **Your turn**, one sentence first: who is missing from this mean, and would they give high marks or low ones?
#
# **Bet:** of the complainants followed up, what percentage left within six months? Up to 5 points off counts as right.
# %%
bet("complainants_who_left", unit="%", within=5)
# %%
settle("complainants_who_left", 100 * log["left_6m"].mean())
# %%
plots.before_at_after(recovery.steps(log))
# %% [markdown] lang="zh"
# <details><summary>对照你写的那一句</summary>
#
# 三群人出事以前差不多高，投诉时差不多低；{{int(found["n_leavers"])}}人离开，{{int(found["n_silent"])}}人留下没答，没有第三个点。离开的多半低，可是几分，没有人知道。
#
# </details>
#
# 没有的分数只能**按规则**补，规则要说出口：
#
# | 规则 | 离开的人 | 留下没答的人 |
# |---|---|---|
# | A1 | 取最后一次得分，投诉时的 | 不算 |
# | A2 | 变化多少才刚好持平？ | 不算 |
# | A3 | 当作没有变 | 当作没有变 |
# | A4 | 算变差，只数正负 | 不算 |
# | A5 | 同A1 | 当作没有变 |
# %% [markdown] lang="en"
# <details><summary>Compare your sentence</summary>
#
# All three groups began about equally high, and were about equally low when they complained; {{int(found["n_leavers"])}} left, {{int(found["n_silent"])}} stayed without answering: no third point. Leavers would most likely be low, but how low nobody knows.
#
# </details>
#
# Marks that are missing can only be filled in **by a rule**, and the rule is said aloud:
#
# | Rule | Those who left | Stayed, no answer |
# |---|---|---|
# | A1 | last mark, the one at the failure | not counted |
# | A2 | which change would just make it even? | not counted |
# | A3 | taken as unchanged | taken as unchanged |
# | A4 | worse; signs only | not counted |
# | A5 | as A1 | taken as unchanged |
# %%
rules = recovery.by_rule(log).drop(index=["A2", "wrong_baseline"])
rules[["mean_change", "low", "high"]].astype(float).round(2).join(rules[["better", "worse", "n"]])
# %% [markdown] lang="zh"
# <details><summary>读表</summary>
#
# A1是{{rules["mean_change"]["A1"]:.2f}}，A5是{{rules["mean_change"]["A5"]:.2f}}，A4里变差{{int(rules["worse"]["A4"])}}人、变好{{int(rules["better"]["A4"])}}人：反过来了。A2：离开的人平均只要降{{-recovery.break_even(log)["break_even"]:.2f}}分就持平；他们最后一次得分降了{{-recovery.break_even(log)["last_known"]:.2f}}。A3是{{rules["mean_change"]["A3"]:+.2f}}，悖论还在，代价是假定离开的人一点也没有变。
#
# </details>
#
# **可以说：只数答了的人，悖论在；按A1、A4、A5把离开的人数进来，就反过来；只有假定他们没有变（A3），悖论才还在。**
#
# ## 8 多少人离开才反过来（6分钟）
#
# **我猜**：离开的占几成（答了的和离开的合起来算），按A1平均变化正好是零？差5个百分点以内算中。
# %% [markdown] lang="en"
# <details><summary>Reading the table</summary>
#
# A1 gives {{rules["mean_change"]["A1"]:.2f}}, A5 {{rules["mean_change"]["A5"]:.2f}}; under A4 {{int(rules["worse"]["A4"])}} are worse and {{int(rules["better"]["A4"])}} better: it turns round. A2: leavers need to have fallen by only {{-recovery.break_even(log)["break_even"]:.2f}} to make it even; to their last mark they fell by {{-recovery.break_even(log)["last_known"]:.2f}}. A3 gives {{rules["mean_change"]["A3"]:+.2f}}: the paradox stays, at the price of assuming that those who left had not changed at all.
#
# </details>
#
# **What we can say: with those who answered alone, the paradox is there; with leavers counted by A1, A4 or A5 it turns round; only if they are taken as unchanged (A3) does it stay.**
#
# ## 8 How many must leave to turn it round? (6 minutes)
#
# **Bet:** at what percentage of leavers (among leavers and those who answered) is the mean change by A1 exactly zero? Up to 5 points off counts as right.
# %%
bet("share_that_turns_it", unit="%", within=5)
# %%
settle("share_that_turns_it", 100 * recovery.break_even(log)["break_even_share"])
# %%
from fsq_lab import explore_leavers

explore_leavers()
# %% [markdown] lang="zh"
# <details><summary>对照</summary>
#
# 大约六个里走一个就反过来；登记里三个走了一个。再看左端：谁把不满的人劝走，谁的平均分就高。所以平均分旁边总要写走了几位。
#
# </details>
#
# **可以说：报满意度的变化，要连同走了多少人、按哪条规则一起报。**
#
# ## ★ 9 什么起了作用（3分钟）
#
# 2025年10月起，B07在发薪日重开第三个窗口、分时段，M-07换了，承诺改成办得到的；等候短了（第11课）。投诉率3月到9月是每万笔约18件，出事以前不到9件。**我猜**：10月到12月每万笔几件？差3件以内算中。
# %% [markdown] lang="en"
# <details><summary>Compare</summary>
#
# About one in six leaving turns it round; in the log it is one in three. Now look at the left end: whoever pushes dissatisfied customers out gets a higher mean. So next to a mean stands how many left.
#
# </details>
#
# **What we can say: a change in satisfaction is reported together with how many left, and by which rule.**
#
# ## ★ 9 What worked? (3 minutes)
#
# From October 2025 B07 reopened the third window on paydays, with slots, M-07 was replaced, and the promise became one that can be kept; waits are shorter (lesson 11). From March to September it drew about 18 complaints per 10,000, before that under 9. **Bet:** how many from October to December? Up to 3 off counts as right.
# %%
bet("rate_after_september", kind="number", within=3)
# %%
from fsq_lab import control, rates

months = rates.counted(log, load("branch_months"))
after = rates.by_group(months.query("month >= '2025-10'"))
settle("rate_after_september", after["rate"]["B07"])
# %%
chart = control.u_chart(months, baseline=("2024-01", "2025-02"), group="branch")
plots.control_chart(chart, "B07")
# %% [markdown] lang="zh"
# 这是控制图：实线是从前的平均，三角是碰巧说不过去的月份。10月到12月每万笔{{after["rate"]["B07"]:.1f}}件（区间从{{after["low"]["B07"]:.1f}}到{{after["high"]["B07"]:.1f}}，{{int(after["count"]["B07"])}}件），没有人们希望的那么清楚：10月还有一个信号。用礼品答复的还有{{100 * (log.query("branch == 'B07' and received >= '2025-10'")["remedy"] == "gift").mean():.0f}}%；走了多少人，还不知道。**改一个词，再运行**：把`B07`换成`B05`：有信号吗？（没有。）
#
# **可以说：10月起，B07的投诉率低了，还没有回到从前；窗口、机器和承诺同时改，各占几成无法判断。**
#
# ## 小结
#
# 星期五，主任这样答行长：“丢的是时间，我们还的是礼品。以后先问丢了什么，再还同类的；查实的、额度内的当场定，定不了的写明谁、哪天；不答应办不到的。‘悖论’的平均数里，没有走了的人。最便宜的补救，是不出错。”研究也说，它只见于满意度，少而小（Michel和Meuter，2008；de Matos等，2007）。
#
# **档案B07，新的一行**：用礼品补失约，补错了公平；2025年10月起看来管用的，是窗口、新机器和守得住的承诺。
#
# **接下来**：[练习13](../../exercises/zh/13_service_recovery/13_service_recovery.ipynb)（约45分钟），然后是第14课“综合实训”。数一数猜中了几次。
# %% [markdown] lang="en"
# This is a control chart: the solid line is the mean of before, a triangle a month beyond what chance explains. From October to December: {{after["rate"]["B07"]:.1f}} per 10,000 (interval {{after["low"]["B07"]:.1f}} to {{after["high"]["B07"]:.1f}}, {{int(after["count"]["B07"])}} complaints): less clear than one would like, with one more signal in October. {{100 * (log.query("branch == 'B07' and received >= '2025-10'")["remedy"] == "gift").mean():.0f}}% were still answered with presents; how many left is not yet known. **Change a word and run again:** put `B05` for `B07`. Any signal? (None.)
#
# **What we can say: from October B07's complaint rate is lower, though not yet where it was; window, machine and promise changed together, so their parts cannot be told apart.**
#
# ## Summary
#
# On Friday the manager answers: "They lost time, and we gave presents. From now on we ask what was lost and give back the same; what is proved and within the limit is settled on the spot, for the rest we say who and by when; we promise nothing that we cannot keep. In the mean of the 'paradox', those who left are missing. The cheapest recovery is no failure." Studies agree: it shows in satisfaction only, rare and small (Michel and Meuter 2008; de Matos et al. 2007).
#
# **File B07, a new line:** presents for broken promises were the wrong justice; what seems to have worked from October 2025 was the window, a new machine and a promise that can be kept.
#
# **Next:** [exercise 13](../../exercises/en/13_service_recovery/13_service_recovery.ipynb) (about 45 minutes), then lesson 14, "Comprehensive training". Then your score.
# %%
bets()
