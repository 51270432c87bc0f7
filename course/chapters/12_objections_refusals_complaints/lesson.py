# %% [markdown] lang="zh"
# # 12 异议、拒绝与投诉
#
# **用时**：60分钟，课后练习另计75分钟；只走带★的短路径，约43分钟。
#
# 2026年3月2日，星期一。你头一天在客户服务岗，十二点以前要答复四个人；下午行长还要听：两年的投诉，有几件误了期，办得快的是不是就办得好。
#
# **本课回答**
# - 异议、拒绝、投诉，凭什么分？各说什么，不说什么？
# - 投诉从收到到找出根源要走几步，日子怎么数？
# - 结案快、投诉少，是不是就好？
#
# **学习目标**
# - 技能目标：妥善处理客户异议（S5a）；正确对待客户拒绝（S5b）；正确应对客户投诉（S5c）。
# %% [markdown] lang="en"
# # 12 Objections, refusals, complaints
#
# **Time:** 60 minutes, and 75 more for the exercises. The starred short path (★) takes about 43.
#
# Monday, 2 March 2026, your first day at the service desk. By noon four people need an answer; in the afternoon the regional head will ask: of two years' complaints, how many were late, and is quick the same as good?
#
# **Questions of this lesson**
# - What tells an objection, a refusal and a complaint apart? What do we say to each, and what never?
# - What are the steps from receiving a complaint to its root cause, and how are the days counted?
# - Is quick closing good? Are few complaints good?
#
# **Objectives**
# - Skills: handle objections properly (S5a); treat refusals rightly (S5b); respond correctly to complaints (S5c).
# %% [markdown] lang="zh"
# ## ★ 1 周一的柜台（3分钟）
#
# > “你们这个理财，听说会亏本金？”（甲）
# >
# > “我不要，别再打电话来了。”（乙）
# >
# > “转账没告诉我要收费，扣了五十块，退给我。”（丙）
# >
# > “定期下个月几号到期？”（丁）
# >
# > （四个人都是虚构的，下文的数据是合成的，不代表真实机构）
#
# **档案B07**
# - **已知**：2025年3月起，业务多了两成，窗口少了一个，失约和投诉随后上来（第11课）。
# - **已知**：证据支持的是少了窗口、多了客户，不是哪一个人不用心（第11课）。
# - **未知**：来投诉的人，得到了怎样的答复？
#
# **停一下，想一想**：四句话里，哪一句是在要你做什么，哪一句是在要你别做什么？
#
# <details><summary>四个人，四件事</summary>
#
# 甲是**客户异议**（objection）：对产品、价格或说话的人有疑虑，还在考虑，等的是依据。乙是**客户拒绝**（refusal）：他已经决定，等的是你停下。丙是**客户投诉**（complaint）：他认为自己的权益受了损害，等的是一个决定。丁只是询问，回答就行。
#
# </details>
#
# **可以说：异议要依据，拒绝要停下，投诉要决定；认错了种类，话说得再客气也答错了。**
#
# ## ★ 2 异议：先听出是哪一种（8分钟）
#
# 异议按说的是什么分：需求、财力、价格、产品、信任、权力、购买时间、服务。说的就是他在意的，是真异议；拿来挡你的，是假异议；嘴上嫌贵、心里怕亏，是藏着的。六步：倾听，认可，澄清，举证，确认，约下一步。“不买”也是下一步。
#
# | 说什么 | 不能说 | 常见的错误回应 | 得分点 |
# |---|---|---|---|
# | “您担心得有道理，它不保本。” | “放心，亏不了。” | 没听完就举证 | 先问清是哪一种 |
# | “您是嫌费用高，还是怕付了仍会亏？” | “风险提示不用看。” | 用打折答担心 | 依据写在纸上 |
# | “这一页写着最不利的情形，一起看。” | “我帮您把答案调一档。” | 用催促当结尾 | 给出“不买”这条路 |
# %% [markdown] lang="en"
# ## ★ 1 Monday at the counter (3 minutes)
#
# > "This wealth management product of yours: I hear one can lose the principal?" (A)
# >
# > "I don't want it. Don't call again." (B)
# >
# > "Nobody told me the transfer had a fee. You took fifty yuan; give it back." (C)
# >
# > "On what day does my deposit mature?" (D)
# >
# > (The four are invented, the data below synthetic; no real institution is meant.)
#
# **File B07**
# - **Known:** from March 2025 it had a fifth more business and a window fewer; broken promises and complaints followed (lesson 11).
# - **Known:** the evidence supports a window fewer and more customers, no single person's carelessness (lesson 11).
# - **Not known:** what answers did those who complained get?
#
# **Stop and judge:** who of the four wants you to do something, and who wants you to stop?
#
# <details><summary>Four people, four things</summary>
#
# A has an **objection**: a doubt about product, price or speaker. A is still thinking, and waiting for evidence. B's is a **refusal**: decided, and waiting for you to stop. C's is a **complaint**: C holds that a right was infringed and is waiting for a decision. D only asks; answer.
#
# </details>
#
# **What we can say: an objection calls for evidence, a refusal for you to stop, a complaint for a decision; mistake one for another, and even the politest words are the wrong answer.**
#
# ## ★ 2 Objections: hear which one it is (8 minutes)
#
# Sort objections by what they name: need, means, price, product, trust, authority, timing, service. One that names what matters is genuine, one that keeps you off is false, one that names the price and fears a loss is hidden. Six steps: listen, acknowledge, clarify, give evidence, check, agree on what comes next. Not buying may come next.
#
# | Say | Never say | Common mistake | What scores |
# |---|---|---|---|
# | "You are right to ask. It can lose principal." | "Don't worry, it can't lose." | evidence before the customer has finished | asks which worry it is |
# | "Is it the fee, or paying it and losing all the same?" | "Skip the risk pages." | answering a fear with a discount | the evidence is on paper |
# | "This page has the worst case. Let us read it." | "I'll move that answer up a step." | ending with pressure | not buying stays open |
# %%
take_quiz("12_objections_refusals_complaints", items=["fear-behind-the-fee"])
# %% [markdown] lang="zh"
# **轮到你**。替自己对甲写一句认可、一句澄清。写完再点开。
#
# <details><summary>对照三条</summary>
#
# 承认它会亏了吗？问清他怕的是哪一种吗？有没有一个字在催？例如：“您问得对，它可能亏本金。您是怕中间涨跌，还是怕到期用钱时取不回来？”
#
# </details>
#
# **可以说：异议不是要攻克的关，是还没有答的问题；承诺本金或收益、藏起风险、替改测评，说得再客气也不行。**
#
# ## 3 不匹配就不卖（5分钟）
#
# 异议答完了，客户点头了，还差一样：**适当性**（suitability）。银行理财的测评原则上12个月有效（金融监管总局令2025年第7号，2026年2月1日起施行，第29条；基金照证监会的规定）。名册里，还在行里的客户（离开的记到2025年12月）有一部分做过测评（有`risk_grade`）。**我猜**：到今天，这些人的测评有百分之几过了期？差10个百分点以内算中。
# %% [markdown] lang="en"
# **Your turn.** Write one sentence that acknowledges A's worry, and one that clarifies it.
#
# <details><summary>Three checks</summary>
#
# Do you admit that it can lose? Do you ask which loss is feared? Does any word hurry A? For instance: "You are right, it can lose principal. Do the ups and downs worry you, or not getting it back when you need it?"
#
# </details>
#
# **What we can say: an objection is a question not yet answered; guarantees of principal or return, hidden risks and a changed questionnaire are wrong however kindly put.**
#
# ## 3 No match, no sale (5 minutes)
#
# The customer nods. One thing is left: **suitability**. For wealth management products a risk assessment is valid for 12 months in principle (National Financial Regulatory Administration, NFRA, Order 2025 No. 7, in force since 1 February 2026, art. 29; funds follow the securities regulator). Of the customers still with us (departures are on file to December 2025), some have been assessed (`risk_grade`). **Bet:** what percentage of their assessments has expired by today? Within 10 percentage points counts as right.
# %%
bet("tests_expired", unit="%", within=10)
# %%
people = load("customers")
with_us = people[people["left"].isna()]
tested = with_us.dropna(subset=["risk_grade"])
settle("tests_expired", 100 * (tested["risk_expiry"] < "2026-03-02").mean())
# %% [markdown] lang="zh"
# <details><summary>过期的占多数</summary>
#
# {{len(tested)}}人里，过期的占{{100 * (tested["risk_expiry"] < "2026-03-02").mean():.0f}}%。过期的先重测，再谈产品；由客户自己答。
#
# </details>
#
# **改一个词，再运行**：把`2026-03-02`换成`2025-03-02`。这些测评里，过期满一年的占多少？
#
# <details><summary>对照</summary>
#
# {{100 * (tested["risk_expiry"] < "2025-03-02").mean():.0f}}%。这只是同一批到期日换一天来看；有没有人管，要看重测的记录，这张表只有最后一次。
#
# </details>
# %% [markdown] lang="en"
# <details><summary>Most have expired</summary>
#
# Of {{len(tested):,}}, {{100 * (tested["risk_expiry"] < "2026-03-02").mean():.0f}}%. First a new assessment, answered by the customer, then the product.
#
# </details>
#
# **Change a word and run again:** replace `2026-03-02` with `2025-03-02`. What percentage of these assessments has been out of date for a year or more?
#
# <details><summary>Compare</summary>
#
# {{100 * (tested["risk_expiry"] < "2025-03-02").mean():.0f}}%. Whether anybody sees to them, only a record of repeated assessments would tell.
#
# </details>
# %%
from fsq_lab import show_law

show_law("suitability-2025-7/no-mismatch", "suitability-2025-7/higher-grade", "suitability-130/own-insistence")
# %%
take_quiz("12_objections_refusals_complaints", items=["never-say", "two-risk-grades"])
# %% [markdown] lang="zh"
# **可以说：客户愿意，不等于合适；银行理财不匹配就不卖，签字也补不上。**
#
# ## ★ 4 拒绝：“不”是权利（6分钟）
#
# 拒绝有五种来由：习惯，时机，用不着，不信任，真有难处。他不必说是哪一种。同样一句“没钱”“不是时候”：还在问、还在比，是异议；说完就要走、要你停，是拒绝。拿不准，至多问一句；他说了“别再打”，来由也不问，只可以问停到哪里：短信、推送停不停。撤回同意、要求删资料，也都是“不”。
#
# | 说什么 | 不能说 | 常见的错误回应 | 得分点 |
# |---|---|---|---|
# | “好的，以后不打营销电话，今天就登记。” | “就耽误您一分钟。” | 问为什么 | 复述，登记，停 |
# | “账户通知照常，别的不打。” | “这个月先不打。” | 换人、换产品再打 | 进全行共用的名单 |
# | “想用的时候找我们，这是电话。” | “有笔重要业务要核实。” | 当异议来化解 | 门留着，不推 |
#
# 电话要先有同意。同事说：“没说不行，就是可以。”照他说的，只要没撤回，就都能打。**我猜**：还在行里的客户，真正可以打的占百分之几？差8个百分点以内算中。
# %% [markdown] lang="en"
# **What we can say: a willing customer does not make a product suitable; without a match a bank's wealth management product may not be sold, and no signature changes that.**
#
# ## ★ 4 Refusals: a "no" is a right (6 minutes)
#
# People refuse out of habit, because of timing, no need, distrust, or a real constraint. They need not say which. "No money" is an objection while they go on asking and comparing, a refusal when they want to go or want you to stop. In doubt ask one question; after "don't call again" only how far to stop. To withdraw consent, or to ask for data to be deleted, is a "no" as well.
#
# | Say | Never say | Common mistake | What scores |
# |---|---|---|---|
# | "Right: no more marketing calls. I'm entering it today." | "Just one minute." | "Why not?" | repeat, record, stop |
# | "Notices about your account go on, nothing else." | "Not this month, then." | another caller, another product | on the list all of us use |
# | "If you ever want us, here is the number." | "We must verify something important." | treating it as an objection | the door open, nobody pushed |
#
# Calls need consent first. "He has not said no, so we may," says a colleague: on this reasoning, everybody who has not withdrawn may be called. **Bet:** of the customers still with us, what percentage may really be called? Within 8 percentage points counts as right.
# %%
bet("may_be_called", unit="%", within=8)
# %%
people = load("customers")
with_us = people[people["left"].isna()]
agreed = (with_us["consent_marketing"] == 1) & with_us["consent_withdrawn"].isna()
settle("may_be_called", 100 * agreed.mean())
# %% [markdown] lang="zh"
# <details><summary>沉默的人</summary>
#
# {{len(with_us)}}人里可以打的占{{100 * agreed.mean():.0f}}%。照同事的办法是{{100 * with_us["consent_withdrawn"].isna().mean():.0f}}%，多打的那些人，从来没说过可以。
#
# </details>
#
# 《消费者权益保护法实施条例》（国务院令第778号，2024年7月1日起施行）第24条：未经同意，不得发送商业性信息或者拨打商业性电话；取消以后立即停止。不构成法律意见。
# %% [markdown] lang="en"
# <details><summary>Those who kept silent</summary>
#
# {{100 * agreed.mean():.0f}}% of {{len(with_us):,}} may be called. The colleague's way gives {{100 * with_us["consent_withdrawn"].isna().mean():.0f}}%; the rest never said that we might.
#
# </details>
#
# Regulations implementing the Consumer Protection Law (State Council Order No. 778, in force since 1 July 2024), art. 24: without consent no commercial messages and no commercial calls; after a cancellation, a stop at once. This is not legal advice.
# %%
take_quiz("12_objections_refusals_complaints", items=["do-not-call", "consent-withdrawn"])
# %% [markdown] lang="zh"
# **可以说：先有同意，后有电话；沉默不是同意，“不”不用理由。**
#
# ## 5 听见一个“不”（7分钟）
#
# 乙接起了电话。先定一句：他说“别再打”以后，你的第一句是什么？
# %% [markdown] lang="en"
# **What we can say: first the consent, then the call; silence is no consent, and a "no" needs no reason.**
#
# ## 5 Hearing a "no" (7 minutes)
#
# B picks up the phone. Decide first: after "don't call again", what is your first sentence?
# %%
take_role("no-more-calls")
# %% [markdown] lang="zh"
# **改一个词，再运行**：把`no-more-calls`换成`loss-trust`（异议），比一比：两场里，同一句“我再说明一下”，为什么一场得分，一场丢分？
#
# <details><summary>对照</summary>
#
# 一个在等依据，一个在等你停下。
#
# </details>
#
# **可以说：对异议，多问一句是负责；对拒绝，多劝一句是打扰。**
#
# **停点一**（约29分钟）。
#
# ## ★ 6 投诉：从收到到根源（8分钟）
#
# 十步：接收；登记分类；告诉他收到了；**核实**（由没有直接利害关系的人）；决定；告知结果、依据、理由和还可以走的路（核查，即收到决定起30日内，书面请作出决定的分支机构的上级再看一遍，总部的决定没有这条路；调解；仲裁；诉讼）；执行；回访；归档；**溯源整改**（root-cause rectification）：让下一位不再遇到。
#
# | 说什么 | 不能说 | 常见的错误回应 | 得分点 |
# |---|---|---|---|
# | “今天收到，编号给您，最晚某日告知。” | “先撤了投诉再谈。” | 让当事人自己查 | 日子说得出 |
# | “查到三点，依据在这里。” | “规定就是这样。” | 只道歉，不决定 | 逐项回答他要的 |
# | “不认可，可以这样往下走。” | “签了，别再找监管。” | 送礼，结案 | 途径和根源都有 |
#
# 信也许是代理写的。违法的**代理退保**（surrender agency；《保险销售行为管理办法》第39条禁止，2024年3月1日起施行）是黑产：教人编造事由，扣下保单和银行卡，抽成，再泄露资料。可真有难处的人可以委托；缺授权就请本人补，不一概拒收，也不揭穿羞辱他。
# %% [markdown] lang="en"
# **Change a word and run again:** replace `no-more-calls` with `loss-trust` (an objection). Why does "let me explain once more" score in one and cost you in the other?
#
# <details><summary>Compare</summary>
#
# One is waiting for evidence, the other for you to stop.
#
# </details>
#
# **What we can say: with an objection one more question is care; after a refusal one more push is a nuisance.**
#
# **Stopping point one** (about 29 minutes).
#
# ## ★ 6 Complaints: from receipt to root cause (8 minutes)
#
# Ten steps: receive; record and classify; acknowledge; **verify** (by somebody with no direct interest); decide; tell result, grounds, reasons and the further recourse (review, requested in writing within 30 days from the office above the branch that decided, and not open against head office; mediation; arbitration; court); carry out; call back; file; **root-cause rectification**, so that it does not happen to the next.
#
# | Say | Never say | Common mistake | What scores |
# |---|---|---|---|
# | "Received today, this is its number; you hear by that date." | "Withdraw it first, then we talk." | the person complained about investigates | a date is named |
# | "We found three things; here are the grounds." | "Those are the rules." | an apology, no decision | each request answered |
# | "If you don't accept it, this is where you can turn." | "Sign, and don't go to the regulator." | a gift, and the case is closed | further recourse, and the cause |
#
# The letter may come from an unlawful **surrender agency** (insurance sales conduct measures, in force since 1 March 2024, art. 39), an illicit trade that teaches people to invent facts, keeps their policies and bank cards, takes a cut and leaks their data. But whoever really has difficulty may use a proxy; ask the customer for missing authority. Do not refuse them all, and shame nobody.
# %%
take_quiz("12_objections_refusals_complaints", items=["who-investigates", "letter-from-an-agency"])
# %% [markdown] lang="zh"
# **轮到你**。丙要你退那五十块，还没查。写一句今天就能说的话，里面要有一个日子。
#
# <details><summary>对照三条</summary>
#
# 有日子吗？没有提前认账，也没有提前推掉？说了谁来查吗？例如：“今天收到，编号给您。由没经手的同事查当时有没有提示，最晚3月17日告诉您结果和依据。”
#
# </details>
#
# **可以说：答复投诉，要有查到的事实、依据、决定和往下的路；道歉代替不了决定。**
#
# ## ★ 7 期限：哪一天到期（8分钟）
#
# 《银行业保险业消费投诉处理管理办法》（银保监会令2020年第3号，2020年3月1日起施行，现由国家金融监督管理总局执行；证券公司的投诉不归它）第18条：收到之日起15日内决定**并告知**；复杂的可以延长到30日；特别复杂或有其他特殊情况的，经上级机构或总部高级管理人员批准，并告知投诉人，再延长30日。第43条：日是自然日；只有监管部门转送那一步，才是7个工作日（第33条）。2025年9月26日收到一件，紧接国庆长假。**我猜**：有人按工作日数15天，比规定晚几天？差2天以内算中。
# %% [markdown] lang="en"
# **Your turn.** C wants the fifty yuan back; nothing has been verified yet. Write a sentence for today, with a date in it.
#
# <details><summary>Three checks</summary>
#
# Is there a date? Is nothing admitted or turned down too early? Is it said who verifies? For instance: "We received this today; here is its number. A colleague who had no part in it will see whether the fee was shown, and on 17 March at the latest we tell you the result and its grounds."
#
# </details>
#
# **What we can say: an answer to a complaint has facts found, grounds, a decision and further recourse; an apology does not replace a decision.**
#
# ## ★ 7 The time limit: which day is the last? (8 minutes)
#
# Measures for the Handling of Consumer Complaints in Banking and Insurance (CBIRC Order 2020 No. 3, in force since 1 March 2020, now enforced by the NFRA; securities companies are outside it), art. 18: decide **and tell** within 15 days of receipt; complex ones may be extended to 30; particularly complex or otherwise special ones by 30 more, with approval by the superior office or a senior manager of head office and notice to the complainant. Art. 43: calendar days; only where the regulator forwards are there 7 working days (art. 33). A complaint came on 26 September 2025, just before the National Day holiday (1 to 8 October). **Bet:** somebody counts 15 working days. How many days later than the rule is that? Within 2 days counts as right.
# %%
bet("in_working_days", unit="days_more", within=2)
# %%
from fsq_lab import clock

readings = clock.readings("2025-09-26", days=15)
settle("in_working_days", readings["days_later"]["working_days"])
# %%
readings[["due", "days_later", "day_kind", "note"]]
# %% [markdown] lang="zh"
# <details><summary>差十来天</summary>
#
# 照规定{{readings["due"]["rule"]}}到期；按工作日是{{readings["due"]["working_days"]}}，晚{{int(readings["days_later"]["working_days"])}}天。从登记那天数，也晚。
#
# </details>
#
# 规定没说的：收到那天算不算，末日碰上节假日顺不顺延。本课约定：不算，不顺延；拿不准就早一天。它也没写当天必须回电（行里可以自己定，别说成法律），没写档案存几年（另有规定）。把日期拖到春节前试试。不构成法律意见。
# %% [markdown] lang="en"
# <details><summary>Almost two weeks</summary>
#
# Under the rule it is due on {{readings["due"]["rule"]}}; in working days on {{readings["due"]["working_days"]}}, {{int(readings["days_later"]["working_days"])}} days later. Counting from registration is late as well.
#
# </details>
#
# What the rule does not say: whether the day of receipt counts, and whether a last day on a holiday moves. Our convention: no, and no; when in doubt, a day earlier. Nor does it ask for a call the same day (a bank may set that, but it is no law), or say for how many years files are kept (other rules do). This is not legal advice. Try a date before the Spring Festival (mid-February).
# %%
from fsq_lab import explore_due_dates

explore_due_dates()
# %% [markdown] lang="zh"
# 延期要两样：有权的人批准，投诉人知道。第18条对“再延长30日”写明了；延到30日也要两样，是本课的约定。下面这一件，批了，没告知。
# %% [markdown] lang="en"
# An extension takes two things: approval by somebody with authority, and notice to the complainant. Art. 18 asks for both where 30 more days are added; that the first, to 30, needs them too is a convention of this course. This one was approved, and nobody was told.
# %%
longer = clock.extension("complex", approved="2025-10-08")
clock.complaint("2025-09-26", extensions=[longer])[["days", "due", "note", "reason"]]
# %% [markdown] lang="zh"
# **改一个词，再运行**：在`approved="2025-10-08"`后面添上`, told="2025-10-09"`。
#
# <details><summary>对照</summary>
#
# 变成{{int(clock.complaint("2025-09-26", extensions=[clock.extension("complex", approved="2025-10-08", told="2025-10-09")])["days"])}}日，{{clock.complaint("2025-09-26", extensions=[clock.extension("complex", approved="2025-10-08", told="2025-10-09")])["due"]}}到期。
#
# </details>
#
# 还有两种情形。同一件投诉有了新的事实或理由，从那天重新起算（第18条）；调解的日子（第23条），告知过投诉人的外部鉴定、检测的日子（第18条），不计。这一件，10月8日补来新的事实：
# %% [markdown] lang="en"
# **Change a word and run again:** after `approved="2025-10-08"` add `, told="2025-10-09"`.
#
# <details><summary>Compare</summary>
#
# Now it has {{int(clock.complaint("2025-09-26", extensions=[clock.extension("complex", approved="2025-10-08", told="2025-10-09")])["days"])}} days and is due on {{clock.complaint("2025-09-26", extensions=[clock.extension("complex", approved="2025-10-08", told="2025-10-09")])["due"]}}.
#
# </details>
#
# New facts or grounds in the same complaint restart the count on that day (art. 18). Days in mediation (art. 23), or of an outside test of which the complainant was told (art. 18), do not count. Here new facts came on 8 October:
# %%
clock.complaint("2025-09-26", new_facts=["2025-10-08"])[["counted_from", "days", "due"]]
# %% [markdown] lang="zh"
# **改一个词，再运行**：把`new_facts=["2025-10-08"]`换成`pauses=[clock.pause("mediation", "2025-10-08", "2025-10-12")]`（五天调解）。
#
# <details><summary>对照</summary>
#
# 新的事实：{{clock.complaint("2025-09-26", new_facts=["2025-10-08"])["due"]}}到期。调解：{{clock.complaint("2025-09-26", pauses=[clock.pause("mediation", "2025-10-08", "2025-10-12")])["due"]}}，后移五天。
#
# </details>
#
# **可以说：从收到起数自然日，要在期限里告知；没告知的延期，按本课的约定不算延期；新的事实重新起算。**
#
# ## 8 两年误了几件（5分钟）
#
# 登记表有收到、决定、告知三个日子，拿这个期限去量：登记没有写简单还是复杂，一律按15日。**我猜**：每100件，超期几件？差5件以内算中。
# %% [markdown] lang="en"
# **Change a word and run again:** replace `new_facts=["2025-10-08"]` with `pauses=[clock.pause("mediation", "2025-10-08", "2025-10-12")]`, five days of mediation.
#
# <details><summary>Compare</summary>
#
# New facts: due on {{clock.complaint("2025-09-26", new_facts=["2025-10-08"])["due"]}}. Mediation: on {{clock.complaint("2025-09-26", pauses=[clock.pause("mediation", "2025-10-08", "2025-10-12")])["due"]}}, five days later.
#
# </details>
#
# **What we can say: calendar days from receipt, told within the limit; by our convention an extension that nobody was told of is none; new facts restart the count.**
#
# ## 8 How many were late in two years? (5 minutes)
#
# The log has three dates: received, decided, told. Hold them against the limit, 15 days for all: the log does not say which were complex. **Bet:** of 100 complaints, how many were late? Within 5 counts as right.
# %%
bet("late_of_100", unit="%", within=5)
# %%
log = load("complaints_log")
judged = clock.judged(log)
late = clock.late_share(judged).loc["all"]
settle("late_of_100", 100 * late["share"])
# %% [markdown] lang="zh"
# <details><summary>大约六件里一件</summary>
#
# {{int(late["n"])}}件超期{{int(late["count"])}}件，{{100 * late["share"]:.0f}}%（区间从{{100 * late["low"]:.0f}}%到{{100 * late["high"]:.0f}}%）。
#
# </details>
#
# > “上个月就同意退了，谁也没告诉我，我又跑了一趟。”（合成的话）
#
# 超期有两种：决定晚了；按期决定，**告知**晚了。**我猜**：超期的里面，后一种占百分之几？差10个百分点以内算中。
# %% [markdown] lang="en"
# <details><summary>About one in six</summary>
#
# Late: {{int(late["count"])}} of {{int(late["n"]):,}}, {{100 * late["share"]:.0f}}% (interval {{100 * late["low"]:.0f}}% to {{100 * late["high"]:.0f}}%).
#
# </details>
#
# > "They had agreed to refund me a month ago. Nobody told me, so I came all the way again." (Synthetic words)
#
# There are two ways to be late: decided late, or decided in time and **told** late. **Bet:** what percentage of the late ones are of the second kind? Within 10 percentage points counts as right.
# %%
bet("told_late", unit="%", within=10)
# %%
settle("told_late", 100 * late["n_told_late"] / late["count"])
# %%
plots.complaint_timeline(judged)
# %% [markdown] lang="zh"
# <details><summary>按期定了，告知晚了</summary>
#
# {{int(late["n_told_late"])}}件，占{{100 * late["n_told_late"] / late["count"]:.0f}}%。客户那里，没告知就是没办。
#
# </details>
#
# <details><summary>标着“延期”的呢</summary>
#
# 登记里{{int(late["n_uncounted"])}}件标着“延期”，没有批准和告知的记录，不算数；要是算数，超期只剩{{100 * late["share_if_flagged"]:.0f}}%：光靠一个标记，超期就少了三分之一。哪些延期真的办过，登记说不出，所以批准和告知都要记。
#
# </details>
#
# **改一个词，再运行**：先按网点画；再把`branch`换成`channel`，看看哪个渠道误得多。
# %% [markdown] lang="en"
# <details><summary>Decided in time, told late</summary>
#
# {{int(late["n_told_late"])}}, or {{100 * late["n_told_late"] / late["count"]:.0f}}%. To the customer, not told is not done.
#
# </details>
#
# <details><summary>And those flagged "extended"?</summary>
#
# In the log {{int(late["n_uncounted"])}} carry the flag "extended" with no approval or notice on record; they do not count. If they did, {{100 * late["share_if_flagged"]:.0f}}% would be late: the flag alone would make a third of them disappear. Which were really approved and told, the log cannot say: record both.
#
# </details>
#
# **Change a word and run again:** run it by branch, then replace `branch` with `channel`: which channel is late most often?
# %%
plots.shares(clock.late_share(judged, group="branch"), of="late")
# %% [markdown] lang="zh"
# 十二个区间，一家碰巧偏高不稀奇：B04有{{int(clock.late_share(judged, group="branch")["n"]["B04"])}}件，先看下一年，别急着点名。
#
# **可以说：按本课的约定，约六分之一超期，标记都算数也有{{100 * late["share_if_flagged"]:.0f}}%；看不出B07比全行误得多（{{100 * clock.late_share(judged, group="branch")["share"]["B07"]:.0f}}%），还要看答复有没有用。**
#
# **停点二**（约50分钟）。
#
# ## ★ 9 三天结案，好不好（7分钟）
#
# 行长说：“三天办完的给奖金。”三天以内（含）决定的，和慢一些的，哪一边九十天里又来投诉的比例高？**我猜**。
# %% [markdown] lang="en"
# Of twelve intervals one may be high by chance: B04 has {{int(clock.late_share(judged, group="branch")["n"]["B04"])}} complaints; look at next year before naming it.
#
# **What we can say: by our convention about one in six was late, and {{100 * late["share_if_flagged"]:.0f}}% if every flag counts; nothing shows that B07 is late more often than the bank ({{100 * clock.late_share(judged, group="branch")["share"]["B07"]:.0f}}%), so ask whether its answers help.**
#
# **Stopping point two** (about 50 minutes).
#
# ## ★ 9 Closed in three days: good? (7 minutes)
#
# "A bonus for whatever is closed in three days," says the regional head. Those decided within three days, and those that took longer: in which group does the larger share complain again within 90 days? **Bet.**
# %%
bet("comes_back", "quick slower")
# %%
from fsq_lab import recovery

log = load("complaints_log")
back = recovery.came_back(log, quick=3)
settle("comes_back", back["share"][["quick", "slower"]].astype(float).idxmax())
# %%
plots.shares(back.loc[["quick", "slower"]], of="came_back")
# %% [markdown] lang="zh"
# <details><summary>快的，回来得多</summary>
#
# 快的{{100 * back["share"]["quick"]:.0f}}%（{{int(back["n"]["quick"])}}件），慢的{{100 * back["share"]["slower"]:.0f}}%（{{int(back["n"]["slower"])}}件），高出一倍多。2025年10月以后收到的{{int(log["back_90d"].isna().sum())}}件，九十天没有看满，没有算。
#
# </details>
#
# 两个区间没有重叠，差得清楚；要说差多少，给**差的区间**（interval for a difference）：两组各有起落，合在一起算。整个区间都在0以上，才说高。（两个区间重叠，差的区间也可能不含0，所以要算差。）
# %% [markdown] lang="en"
# <details><summary>Quick ones come back more often</summary>
#
# Quick: {{100 * back["share"]["quick"]:.0f}}% ({{int(back["n"]["quick"])}} complaints); slower: {{100 * back["share"]["slower"]:.0f}}% ({{int(back["n"]["slower"])}}). More than twice as often. Left out: {{int(log["back_90d"].isna().sum())}} received from October 2025 on, without their full 90 days.
#
# </details>
#
# The two intervals do not overlap. To say how far apart they are, give an **interval for a difference**, which allows for both groups' variation. Only if all of it lies above 0 do we say "more".
# %%
back[["share", "low", "high", "n", "note"]]
# %% [markdown] lang="zh"
# 差{{100 * back["share"]["difference"]:.0f}}个百分点，区间从{{100 * back["low"]["difference"]:.0f}}到{{100 * back["high"]["difference"]:.0f}}。
#
# **改一个词，再运行**：把`quick=3`换成`quick=7`，还差这么多吗？
#
# <details><summary>对照</summary>
#
# 差{{100 * recovery.came_back(log, quick=7)["share"]["difference"]:.0f}}个百分点，差小了。快本身没有错：也许是没查清就关了，也许快办的本来就是另一种事。登记说得出“同时出现”，说不出“因为”。
#
# </details>
#
# 再看B07。全行其余网点合起来，{{100 * log.query("branch != 'B07'")["back_90d"].mean():.0f}}%的投诉九十天里又来。**我猜**：B07是百分之几？差5个百分点以内算中。
# %% [markdown] lang="en"
# The difference is {{100 * back["share"]["difference"]:.0f}} points, interval {{100 * back["low"]["difference"]:.0f}} to {{100 * back["high"]["difference"]:.0f}}.
#
# **Change a word and run again:** replace `quick=3` with `quick=7`. Is the difference as large?
#
# <details><summary>Compare</summary>
#
# {{100 * recovery.came_back(log, quick=7)["share"]["difference"]:.0f}} points: smaller. Quick is no fault in itself: some may have been closed unexamined, some may be complaints of another kind. The log shows what goes together, not why.
#
# </details>
#
# Now B07. At all other branches together {{100 * log.query("branch != 'B07'")["back_90d"].mean():.0f}}% came back within 90 days. **Bet:** what percentage at B07? Within 5 percentage points counts as right.
# %%
bet("b07_comes_back", unit="%", within=5)
# %%
from fsq_lab import intervals

known = log.dropna(subset=["back_90d"])
counts = known.groupby(known["branch"] == "B07")["back_90d"].agg(["sum", "count"]).astype(int)
gap = intervals.share_difference(*counts.loc[True], *counts.loc[False])
settle("b07_comes_back", 100 * counts["sum"][True] / counts["count"][True])
# %% [markdown] lang="zh"
# <details><summary>B07的人又来了</summary>
#
# {{100 * counts["sum"][True] / counts["count"][True]:.0f}}%（{{counts["count"][True]}}件），差{{100 * gap["share_difference"]:.0f}}个百分点，区间从{{100 * gap["low"]:.0f}}到{{100 * gap["high"]:.0f}}。单用“办得急”说不通：快的里面，B07是{{100 * recovery.came_back(log.query("branch == 'B07'"))["share"]["quick"]:.0f}}%，别的网点{{100 * recovery.came_back(log.query("branch != 'B07'"))["share"]["quick"]:.0f}}%；慢的里面，{{100 * recovery.came_back(log.query("branch == 'B07'"))["share"]["slower"]:.0f}}%和{{100 * recovery.came_back(log.query("branch != 'B07'"))["share"]["slower"]:.0f}}%。是不是没有治本，这张表说不出；也不是该去催员工，他们已经够忙了。
#
# </details>
# %% [markdown] lang="en"
# <details><summary>B07's customers come again</summary>
#
# {{100 * counts["sum"][True] / counts["count"][True]:.0f}}% ({{counts["count"][True]}} complaints), {{100 * gap["share_difference"]:.0f}} points more, interval {{100 * gap["low"]:.0f}} to {{100 * gap["high"]:.0f}}. Hurry alone does not explain it: of quick ones {{100 * recovery.came_back(log.query("branch == 'B07'"))["share"]["quick"]:.0f}}% came back at B07 and {{100 * recovery.came_back(log.query("branch != 'B07'"))["share"]["quick"]:.0f}}% elsewhere, of slower ones {{100 * recovery.came_back(log.query("branch == 'B07'"))["share"]["slower"]:.0f}}% and {{100 * recovery.came_back(log.query("branch != 'B07'"))["share"]["slower"]:.0f}}%. Whether the root cause was left untreated this table cannot tell; nor is it a reason to press busy staff.
#
# </details>
# %%
take_quiz("12_objections_refusals_complaints", items=["closed-is-not-solved"])
# %% [markdown] lang="zh"
# **可以说：三天内决定的，又来的比例高{{100 * back["share"]["difference"]:.0f}}个百分点（{{100 * back["low"]["difference"]:.0f}}到{{100 * back["high"]["difference"]:.0f}}）；结案不等于解决，快慢也不是原因的证明。**
#
# ## ★ 10 没有投诉的网点（3分钟）
#
# > “下季度投诉减半，减不下来扣奖金。”（一位分管领导，虚构）
#
# **停一下，想一想**：不改排队，不改收费，投诉怎样一个月减半？写下两种办法，再说客户各得到了什么。
#
# <details><summary>压下去的投诉</summary>
#
# 把电话藏进第五层菜单，逼人撤诉才谈退款，塞礼品换“满意”，把投诉登记成咨询，劝走难缠的人。件数都会降，事还在；人换了地方：监管，网上，别家。更糟的是，机构从此听不见。投诉多也可能是渠道通了，所以和业务量、又来的比例、离开的人一起看。
#
# </details>
#
# **可以说：压投诉的办法减少的是声音，不是失误；好指标让人敢说，再看说过的事还会不会发生。**
#
# ## 小结
#
# 下午你对行长说：“两年{{int(late["n"])}}件投诉，一律按15日算，超期{{int(late["count"])}}件；将近一半是按期定了、告知晚了，先管这一步。奖金别按三天结案发，按九十天里没有再来发。要投诉减半，先减根源。”
#
# **档案B07，新的一行**：全行，三天内决定的投诉，又来的比例高出一倍多。B07的，{{100 * counts["sum"][True] / counts["count"][True]:.0f}}%又来，别的网点{{100 * counts["sum"][False] / counts["count"][False]:.0f}}%（差的区间不含0），快的慢的里面都高。看不出它答复比全行慢，那么补救对不对路？第13课看。
#
# **接下来**：[练习12](../../exercises/zh/12_objections_refusals_complaints/12_objections_refusals_complaints.ipynb)（约75分钟，含五场演练），然后是第13课“服务补救”。数一数猜中了几次。
# %% [markdown] lang="en"
# **What we can say: those decided within three days come back {{100 * back["share"]["difference"]:.0f}} points more often ({{100 * back["low"]["difference"]:.0f}} to {{100 * back["high"]["difference"]:.0f}}); closed is not solved, and speed is not shown to be the cause.**
#
# ## ★ 10 The branch without complaints (3 minutes)
#
# > "Halve complaints next quarter, or no bonus." (A head of division; invented)
#
# **Stop and judge:** how do you halve complaints in a month without touching queues or fees? Note two ways, and what the customer gets from each.
#
# <details><summary>Complaints that were suppressed</summary>
#
# Hide the number five menus deep; talk about a refund only after a withdrawal; trade gifts for a "satisfied"; record complaints as enquiries; ease difficult people out. Counts fall and faults stay; people go to the regulator, the internet, another bank. Worse, the institution no longer hears. More complaints may mean an open channel: read the count beside the volume of business, repeat complaints and customers lost.
#
# </details>
#
# **What we can say: suppression removes the voice and not the failure; a good measure lets people speak, and asks whether the same thing happens again.**
#
# ## Summary
#
# In the afternoon you say: "Of {{int(late["n"]):,}} complaints in two years {{int(late["count"])}} were late, by 15 days for all; nearly half had been decided in time but told late, so start there. Pay the bonus for complaints that do not come back within 90 days, not for those closed within three. To halve complaints, first reduce their causes."
#
# **File B07, a new line:** across the bank, complaints decided within three days come back more than twice as often. Of B07's {{100 * counts["sum"][True] / counts["count"][True]:.0f}}% come back, elsewhere {{100 * counts["sum"][False] / counts["count"][False]:.0f}}% (interval above 0), quick or slow. Nothing shows that its answers are slower than elsewhere; do its remedies fit? See lesson 13.
#
# **Next:** [exercise 12](../../exercises/en/12_objections_refusals_complaints/12_objections_refusals_complaints.ipynb) (about 75 minutes), then lesson 13, "Service recovery".
# %%
bets()
