# %% [markdown] lang="zh"
# # 练习12 十二点以前
#
# 三个部分，三种本事，成绩按目标分开报（`check.report()`）：**异议**（第1至4题，S5a），**拒绝**（第5、6题和第13题，S5b），**投诉**（第7至12题，S5c）。数据是合成数据（synthetic data），不代表任何真实机构；法律题不构成法律意见。
#
# 十题自动检查，共20分；三题写文字，共16分，由老师批改。题目约50分钟；只有25分钟，做带★的，再演`fund-fee`一场。另外25分钟演五场：在最下面加一个空单元（点左边，按B），写`take_role("fund-fee")`运行，再换成`loss-trust`、`data-deletion`、`claim-refused`、`full-refund`；每场好好演，挑一场再故意演坏一回，看坏在哪一句。想换成自己的一份数据，就把下面的`None`改成带引号的学号。
# %% [markdown] lang="en"
# # Exercise 12 Before noon
#
# Three parts, three skills, reported apart by objective (`check.report()`): **objections** (questions 1 to 4, S5a), **refusals** (5, 6 and 13, S5b), **complaints** (7 to 12, S5c). The data are synthetic data and describe no real institution; nothing here is legal advice.
#
# Ten questions are checked automatically for 20 points; three are answered in words for 16, marked by your instructor. The questions take about 50 minutes; with only 25, take those with a ★ and one scene, `fund-fee`. Another 25 go to five role plays: add an empty cell at the end (click beside a cell, press B), run `take_role("fund-fee")` in it, then with `loss-trust`, `data-deletion`, `claim-refused`, `full-refund`; play each well, one of them badly on purpose as well, and see which sentence did it. For data of your own, replace `None` below by your student id in quotation marks.
# %% tags=["parameters"]
STUDENT = None
# %%
from fsq_lab import clock, recovery

check = exercise("12_objections_refusals_complaints", student=STUDENT)
people = check.load("customers")
with_us = people[people["left"].isna()]
mass = with_us.query("tier == 'mass'")
log = check.load("complaints_log")
judged = clock.judged(log)
# %% [markdown] ask="kinds" lang="zh"
# ## 1 异议：先分种类
#
# 六句话（虚构）：异议`o`，拒绝`r`，投诉`c`。依次存入列表`kinds`，例如`["o", "o", "o", "o", "o", "o"]`。
#
# 1. “收益说得这么好，跌起来呢？”（证券营业部）
# 2. “我想过了，不买，谢谢。”（银行）
# 3. “你们没告诉我退保要扣钱，我要拿回来。”（保险公司）
# 4. “这个费率比别家高，凭什么？”（证券营业部）
# 5. “挺客气的，可那笔错账两个月了还没改。”（银行）
# 6. “讲得不错，不过我不打算再听了。”（保险公司）
# %% [markdown] ask="kinds" lang="en"
# ## 1 Objections: first the kind
#
# Six remarks (invented): objection `o`, refusal `r`, complaint `c`. Put the six letters, in the order of the remarks, into a list `kinds`, such as `["o", "o", "o", "o", "o", "o"]`.
#
# 1. "You praise the returns. And when it falls?" (securities company)
# 2. "I have thought about it. I won't buy, thank you." (bank)
# 3. "Nobody told me that giving up the policy costs money. I want it back." (insurer)
# 4. "Your fee is higher than others'. What for?" (securities company)
# 5. "You are all very kind, but that wrong entry is two months old and still there." (bank)
# 6. "Well explained, but I don't wish to hear more." (insurer)
# %% answer="kinds" points=2 objective="S5a"
kinds = ["o", "r", "c", "o", "c", "r"]
# %% mistake="kinds" name="polite-is-no-complaint"
kinds = ["o", "r", "c", "o", "o", "r"]
# %% [markdown] mistake="kinds" name="polite-is-no-complaint" lang="zh"
# 第5句听着客气，你没有当成投诉。他在主张一笔错账该改：看他要什么，不看口气。
# %% [markdown] mistake="kinds" name="polite-is-no-complaint" lang="en"
# The fifth sounds kind, so you did not take it for a complaint. A wrong entry is to be put right: go by what is asked for, not by the tone.
# %% mistake="kinds" name="no-is-an-objection"
kinds = ["o", "o", "c", "o", "c", "o"]
# %% [markdown] mistake="kinds" name="no-is-an-objection" lang="zh"
# 第2、6句你当成了异议。两位都决定了，没有在等依据；再答下去就是纠缠。
# %% [markdown] mistake="kinds" name="no-is-an-objection" lang="en"
# You took the second and sixth for objections. Both have decided and are not waiting for evidence; to go on answering is pestering.
# %% mistake="kinds" name="sharp-is-a-complaint"
kinds = ["c", "r", "c", "c", "c", "r"]
# %% [markdown] mistake="kinds" name="sharp-is-a-complaint" lang="zh"
# 第1、4句你当成了投诉。话冲，可没有人说自己受了损；他们还在考虑。
# %% [markdown] mistake="kinds" name="sharp-is-a-complaint" lang="en"
# You took the first and fourth for complaints. They are sharp, but nobody says that they were wronged; they are still thinking.
# %% [markdown] hint="kinds" lang="zh"
# 他在等什么：依据，停下，还是一个决定？
# %% [markdown] hint="kinds" lang="en"
# What is the speaker waiting for: evidence, for you to stop, or for a decision?
# %% [markdown] hint="kinds" lang="zh"
# 每一种各有两句。
# %% [markdown] hint="kinds" lang="en"
# There are two of each kind.
# %% [markdown] ask="forbidden" lang="zh"
# ## ★ 2 异议：六段话里的禁语
#
# 客户问一只不保本的银行理财“稳不稳”。六段答话，哪几段里有不能说的？把编号从小到大存入列表`forbidden`，例如`[1, 2]`。
#
# 1. “您问到点子上了。它可能亏本金，最不利的情形在这一页。”
# 2. “我理解您的担心。我自己也买了，到期肯定拿得回来。”
# 3. “它是R2，您的测评能到R3，等级匹配；会不会跌，谁也不能保证。”
# 4. “风险提示每位客户都一样，您签字就行，我给您省时间。”
# 5. “不着急。要是三个月内要用钱，我劝您别买。”
# 6. “测评差一点点，您收入那题再想想，选高一档就过了。”
# %% [markdown] ask="forbidden" lang="en"
# ## ★ 2 Objections: what may never be said
#
# A customer asks whether a wealth management product without a guarantee is "safe". Which of the six answers contain something that must not be said? Store their numbers in a list `forbidden`, in ascending order, such as `[1, 2]`.
#
# 1. "That is the right question. It can lose principal; the worst case is on this page."
# 2. "I see why you worry. I bought it myself; at maturity you certainly get it back."
# 3. "It is R2 and your assessment allows R3, so the grades match; whether it falls, nobody can guarantee."
# 4. "The risk pages are the same for everybody. Just sign; I'll save you the time."
# 5. "There is no hurry. If you need the money within three months, I advise against it."
# 6. "Your result falls just short. Think again about the question on income: one step up and you pass."
# %% answer="forbidden" points=2 objective="S5a"
forbidden = [2, 4, 6]
# %% mistake="forbidden" name="kind-words-pass"
forbidden = [4, 6]
# %% [markdown] mistake="forbidden" name="kind-words-pass" lang="zh"
# 第2段你放过了，因为它先体谅了客户？“肯定拿得回来”就是承诺本金，自己买了也不能证明什么。
# %% [markdown] mistake="forbidden" name="kind-words-pass" lang="en"
# You let the second pass, perhaps for its sympathy. "You certainly get it back" guarantees the principal, and having bought it proves nothing.
# %% mistake="forbidden" name="blunt-is-forbidden"
forbidden = [1, 2, 4, 5, 6]
# %% [markdown] mistake="forbidden" name="blunt-is-forbidden" lang="zh"
# 第1、5段说得直，可没有承诺，也没有隐瞒。把风险和“别买”说出口，正是该做的。
# %% [markdown] mistake="forbidden" name="blunt-is-forbidden" lang="en"
# The first and fifth are blunt, but promise and hide nothing. To name the risk, and to advise against buying, is what ought to be done.
# %% mistake="forbidden" name="only-a-hint"
forbidden = [2, 4]
# %% [markdown] mistake="forbidden" name="only-a-hint" lang="zh"
# 第6段没有替客户填，只是提示。提示怎样答，测评说的也不再是她。
# %% [markdown] mistake="forbidden" name="only-a-hint" lang="en"
# The sixth fills nothing in and only hints. But after a hint the assessment describes somebody else.
# %% [markdown] hint="forbidden" lang="zh"
# 找三样：承诺本金或收益，藏起风险，碰测评的答案。
# %% [markdown] hint="forbidden" lang="en"
# Look for three things: a guarantee of principal or return, a hidden risk, tampering with the answers.
# %% [markdown] hint="forbidden" lang="zh"
# 说得直，不等于不能说。
# %% [markdown] hint="forbidden" lang="en"
# Blunt is not forbidden.
# %% [markdown] ask="steps" lang="zh"
# ## 3 异议：排六步
#
# 客户说：“听说这只基金去年跌了两成。”按先后把字母存入列表`steps`。
#
# `a`翻到季报第三页，指给他看跌幅和原因；`b`约定：回家比较，或者不买；`c`“您担心得对，它跌过。”；`d`让他说完，不插话；`e`请他用自己的话说说还有什么不放心；`f`“您是怕再跌，还是怕要用钱的时候正好在跌？”
# %% [markdown] ask="steps" lang="en"
# ## 3 Objections: six steps in order
#
# "I hear that this fund fell by a fifth last year," says a customer. Store the letters in order in a list `steps`.
#
# `a` turn to page three of the quarterly report and show the fall and its reasons; `b` agree: compare at home, or not buy; `c` "You are right to worry, it did fall."; `d` let him finish without interrupting; `e` ask him to say in his own words what still worries him; `f` "Do you fear another fall, or needing the money just then?"
# %% answer="steps" points=2 objective="S5a" ordered=true
steps = ["d", "c", "f", "a", "e", "b"]
# %% mistake="steps" name="evidence-first"
steps = ["d", "a", "c", "f", "e", "b"]
# %% [markdown] mistake="steps" name="evidence-first" lang="zh"
# 你听完就举证。他怕的是哪一样还不知道，季报也许答非所问。
# %% [markdown] mistake="steps" name="evidence-first" lang="en"
# You go from listening to evidence. Which of the two he fears is not yet known, so the report may answer another question.
# %% mistake="steps" name="no-check" credit=.5
steps = ["d", "c", "f", "a", "b", "e"]
# %% [markdown] mistake="steps" name="no-check" lang="zh"
# 你先约下一步，再问懂没懂。还有不放心的，下一步就约早了。
# %% [markdown] mistake="steps" name="no-check" lang="en"
# You agree on the next step before asking what is still unclear. If something is, the next step came too early.
# %% [markdown] hint="steps" lang="zh"
# 倾听，认可，澄清，举证，确认，下一步。
# %% [markdown] hint="steps" lang="en"
# Listen, acknowledge, clarify, give evidence, check, agree on what comes next.
# %% [markdown] hint="steps" lang="zh"
# 举证排第四。
# %% [markdown] hint="steps" lang="en"
# Evidence comes fourth.
# %% [markdown] ask="worry" lang="zh"
# ## 4 异议：写四句话
#
# 戊在柜台问：“听说这个理财会亏本金？我这笔钱，明年九月要给孩子交学费。”（虚构；产品是R2的银行理财，不保本，期限一年半；戊的测评能到R3。）写四句话回答：认可，澄清，举证，给一条可以不买的路。写在下面的空单元里。
# %% [markdown] ask="worry" lang="en"
# ## 4 Objections: four sentences
#
# E asks at the counter: "I hear that this product can lose principal? Next September this money is for my child's school fees." (Invented; a wealth management product graded R2, no guarantee, a term of eighteen months; E's assessment allows R3.) Answer in four sentences: acknowledge, clarify, give evidence, leave a way not to buy. Write in the empty cell below.
# %% [markdown] written="worry" points=4 lang="zh"
# “您问得对，它不保本，可能亏本金。您是怕中途涨涨跌跌，还是怕明年交学费的时候取不出来？说明书第3页写着期限一年半，最不利的情形也在这一页，我们一起看。学费明年九月要用，期限对不上，这笔钱我建议不买；您带回去和家里商量，不着急。”
# %% [markdown] written="worry" points=4 lang="en"
# "You are right to ask: it is not guaranteed and can lose principal. Is it the ups and downs that worry you, or not getting the money out when the fees are due? Page 3 says that the term is eighteen months, and the worst case is there too; let us read it together. The fees are due next September, so the term does not fit and I advise against it for this money; take the paper home, there is no hurry."
# %% [markdown] rubric="worry" lang="zh"
# - 1分：认可：承认它可能亏本金，没有一个字的承诺
# - 1分：澄清：用一个问句问清怕的是哪一种
# - 1分：举证：指给他看写在纸上的期限或最不利情形
# - 1分：不买是一条真的路（学费和期限对不上），没有催
# %% [markdown] rubric="worry" lang="en"
# - 1 point: acknowledges: it can lose principal, and not a word of a guarantee
# - 1 point: clarifies: one question, which loss is feared
# - 1 point: evidence: shows the term or the worst case on paper
# - 1 point: not buying is a real way (fees and term do not fit), and nobody is hurried
# %% [markdown] sample="worry" level="weak" points=0 lang="zh"
# > “您放心，我们这款特别稳，老客户都在买，我自己也买了。到期肯定没问题。额度不多了，今天定下来最好。”
#
# - 0分：“肯定没问题”是承诺
# - 0分：没有问
# - 0分：拿别人买了当依据
# - 0分：用额度催
# %% [markdown] sample="worry" level="weak" points=0 lang="en"
# > "Don't worry, this one is very steady; our regular customers buy it, and so do I. At the end it is certainly all there. There isn't much left, so today would be best."
#
# - 0 points: "certainly all there" is a guarantee
# - 0 points: asks nothing
# - 0 points: what others buy is no evidence
# - 0 points: hurries with what is left
# %% [markdown] sample="worry" level="middling" points=2 lang="zh"
# > “您问得对，它可能亏本金。最不利的情形写在说明书第3页，您看这一行。不过它只是R2，您的测评能到R3。您先买一点试试？”
#
# - 1分：承认会亏
# - 0分：没有问怕的是哪一种
# - 1分：指到纸上
# - 0分：学费没有听进去，还在劝
# %% [markdown] sample="worry" level="middling" points=2 lang="en"
# > "You are right to ask; it can lose principal. The worst case is on page 3, on this line. But it is only R2, and your assessment allows R3. Why not try a little?"
#
# - 1 point: admits that it can lose
# - 0 points: does not ask which loss is feared
# - 1 point: points to the paper
# - 0 points: the school fees went unheard, and it goes on selling
# %% [markdown] sample="worry" level="strong" points=4 lang="zh"
# > “会，它不保本。您最不放心的是亏，还是明年九月取不出来？您看说明书第3页：期限一年半。那学费这笔就别买，存着等交费；往后有长期不用的钱，再看也不迟。”
#
# - 1分：承认，没有承诺
# - 1分：问清是哪一种
# - 1分：期限指到纸上
# - 1分：劝他不买，不催
# %% [markdown] sample="worry" level="strong" points=4 lang="en"
# > "Yes, it is not guaranteed. What worries you more: a loss, or not getting it out next September? Look at page 3: eighteen months. So don't buy it with the school fees; keep them where they are, and with money for the long term you can always look again."
#
# - 1 point: admits it and guarantees nothing
# - 1 point: asks which it is
# - 1 point: the term is shown on paper
# - 1 point: advises against buying, no hurry
# %% [markdown] ask="may_call" lang="zh"
# ## ★ 5 拒绝：先有同意
#
# 还在行里的大众客户（`mass`）里，营销电话可以打的有几位：同意过（`consent_marketing`是1），又没有撤回（`consent_withdrawn`是空的）？存入`may_call`。
# %% [markdown] ask="may_call" lang="en"
# ## ★ 5 Refusals: first the consent
#
# Of the mass customers still with us (`mass`), how many may get a marketing call: agreed (`consent_marketing` is 1) and not withdrawn (`consent_withdrawn` is empty)? Store the number in `may_call`.
# %% answer="may_call" points=2 objective="S5b" digits=0
may_call = int(((mass["consent_marketing"] == 1) & mass["consent_withdrawn"].isna()).sum())
# %% mistake="may_call" name="silence-is-consent"
may_call = int(mass["consent_withdrawn"].isna().sum())
# %% [markdown] mistake="may_call" name="silence-is-consent" lang="zh"
# 你只去掉了撤回的。从来没有同意过的人也在里面：没说不行，不等于可以。
# %% [markdown] mistake="may_call" name="silence-is-consent" lang="en"
# You only took out those who withdrew. People who never agreed are still in: not having said no is not a yes.
# %% mistake="may_call" name="once-is-for-ever"
may_call = int((mass["consent_marketing"] == 1).sum())
# %% [markdown] mistake="may_call" name="once-is-for-ever" lang="zh"
# 你把撤回了的也留下了。同意可以随时撤回，撤回就停。
# %% [markdown] mistake="may_call" name="once-is-for-ever" lang="en"
# You kept those who withdrew. Consent may be withdrawn at any time, and then calls stop.
# %% mistake="may_call" name="everybody"
may_call = int(((with_us["consent_marketing"] == 1) & with_us["consent_withdrawn"].isna()).sum())
# %% [markdown] mistake="may_call" name="everybody" lang="zh"
# 这是还在行里的全体客户。问的只是大众客户（`mass`）。
# %% [markdown] mistake="may_call" name="everybody" lang="en"
# These are all customers still with us. Asked are the mass customers alone (`mass`).
# %% [markdown] hint="may_call" lang="zh"
# 两个条件之间用`&`，各加括号；空的用`.isna()`。
# %% [markdown] hint="may_call" lang="en"
# Put each condition in brackets, with `&` between them; `.isna()` finds what is empty.
# %% [markdown] hint="may_call" lang="zh"
# 真假相加，就是几位。
# %% [markdown] hint="may_call" lang="en"
# True counts as 1, so the sum is the number.
# %% [markdown] ask="replies" lang="zh"
# ## 6 拒绝：下一句
#
# 四位客户（虚构）都不再听、不再比，今天不谈了。从a到f各选最合适的下一句，依次存入列表`replies`。
#
# 1. “别再给我打了。”（银行）2. “这个月刚交了房租，没钱。”（保险公司）3. “下个月定期到期再说吧，到时候打我。”（银行）4. “用不着，我有了。”（证券公司）
#
# `a`“好，我记下到期日，到时候打给您。”；`b`“这个产品也可以分期，每月只要二百。”；`c`“好的，不打了，今天登记，全公司都停。”；`d`“明白，不合适就不买。手头宽了想了解，电话在这里。”；`e`“您那一个真的够吗？很多人后来都后悔。”；`f`“好，有了就不用再买。谢谢您告诉我。”
# %% [markdown] ask="replies" lang="en"
# ## 6 Refusals: the next sentence
#
# Four customers (invented) no longer listen or compare; for today they have done. From a to f choose the best next sentence for each, and store the letters in a list `replies`.
#
# 1. "Don't call me again." (bank) 2. "I've just paid the rent, there is no money." (insurer) 3. "When my deposit matures next month. Ring me then." (bank) 4. "No need, I have one." (securities company)
#
# `a` "I'll note the date and ring you then."; `b` "It can be paid by the month, two hundred only."; `c` "No more calls. I'm entering it today, for the whole company."; `d` "I see; then you shouldn't buy. Should things ease, here is our number."; `e` "Is yours really enough? Many are sorry later."; `f` "Then you need no other. Thank you for telling me."
# %% answer="replies" points=2 objective="S5b" ordered=true
replies = ["c", "d", "a", "f"]
# %% mistake="replies" name="a-smaller-price"
replies = ["c", "b", "a", "f"]
# %% [markdown] mistake="replies" name="a-smaller-price" lang="zh"
# 第2位你给了分期。钱不够是真的难处，每月二百也是从房租里来的。
# %% [markdown] mistake="replies" name="a-smaller-price" lang="en"
# You offered the second customer payment by instalments. The lack of money is real, and two hundred a month comes out of the rent as well.
# %% mistake="replies" name="raise-a-doubt"
replies = ["c", "d", "a", "e"]
# %% [markdown] mistake="replies" name="raise-a-doubt" lang="zh"
# 第4位你去制造担心。他说的是用不着，吓一吓不是服务。
# %% [markdown] mistake="replies" name="raise-a-doubt" lang="en"
# With the fourth you sow a doubt. "No need" was the answer, and a fright is no service.
# %% mistake="replies" name="every-no-is-for-ever"
replies = ["c", "d", "c", "f"]
# %% [markdown] mistake="replies" name="every-no-is-for-ever" lang="zh"
# 第3位是时候没到，还说了“到时候打我”：这一句是请求，全停了反而没听见。
# %% [markdown] mistake="replies" name="every-no-is-for-ever" lang="en"
# The third is a matter of timing, and "ring me then" is a request; to stop everything is not to have listened.
# %% [markdown] hint="replies" lang="zh"
# 先听来由：权利，难处，时机，用不着。
# %% [markdown] hint="replies" lang="en"
# Hear why: a right, a constraint, timing, no need.
# %% [markdown] hint="replies" lang="zh"
# 有两个字母用不着，它们都在推。
# %% [markdown] hint="replies" lang="en"
# Two letters are not needed; both push.
# %%
complex_case = clock.extension("complex", approved="2026-01-30", told="2026-01-31")
approved_only = clock.extension("complex", approved="2026-01-30")
mediated = clock.pause("mediation", "2026-01-26", "2026-02-01")
cases = [
    {"received": "2025-11-24"},
    {"received": "2026-02-06"},
    {"received": "2026-01-20", "extensions": [complex_case]},
    {"received": "2026-01-20", "extensions": [approved_only]},
    {"received": "2026-01-20", "new_facts": ["2026-01-28"]},
    {"received": "2026-01-20", "pauses": [mediated]},
]
# %% [markdown] ask="due" lang="zh"
# ## ★ 7 投诉：六件的期限
#
# 上面六件（`cases`），从收到起，最晚哪一天要决定并告知？把六个日期按次序存入列表`due`，写成文字，例如`"2025-12-01"`。约定同课上：收到的那天不算，末日不顺延，延期要有批准和告知，新的事实重新起算，调解的日子不计。`clock.complaint(**case)`把一件的各项一次交给它。
# %% [markdown] ask="due" lang="en"
# ## ★ 7 Complaints: six last days
#
# For the six complaints above (`cases`): what is the last day on which the decision may be made and the complainant told? Store six dates in order in a list `due`, as text such as `"2025-12-01"`. Conventions as in the lesson: the day of receipt is not counted, a last day does not move, an extension takes approval and notice, new facts restart the count, days of mediation do not count. `clock.complaint(**case)` hands over all that belongs to one.
# %% answer="due" points=2 objective="S5c" ordered=true
due = [clock.complaint(**case)["due"] for case in cases]
# %% mistake="due" name="working-days"
due = [clock.term(case["received"], 15, unit="working_days")["due"] for case in cases]
# %% [markdown] mistake="due" name="working-days" lang="zh"
# 你数的是工作日。银保监会令2020年第3号第43条：除了监管部门转送的7个工作日，日都是自然日。
# %% [markdown] mistake="due" name="working-days" lang="en"
# You counted working days. Under Order 2020 No. 3, art. 43, every day but the 7 working days of the regulator's forwarding is a calendar day.
# %% mistake="due" name="no-extension-no-restart" credit=.5
due = [clock.complaint(case["received"])["due"] for case in cases]
# %% [markdown] mistake="due" name="no-extension-no-restart" lang="zh"
# 六件你都按15日算。第三件批准了也告知了，可以到30日；第五件有新的事实，重新起算；第六件调解的七天不计。
# %% [markdown] mistake="due" name="no-extension-no-restart" lang="en"
# You gave all six 15 days. The third was extended with approval and notice; the fifth brought new facts, and the count starts again; in the sixth seven days of mediation are left out.
# %% mistake="due" name="receipt-counted"
due = [clock.readings(case["received"], days=15)["due"]["receipt_counted"] for case in cases]
# %% [markdown] mistake="due" name="receipt-counted" lang="zh"
# 你把收到的那天算作第一天，早了一天；延期、新的事实和调解也没有看。
# %% [markdown] mistake="due" name="receipt-counted" lang="en"
# You counted the day of receipt as the first, one day too early, and left out extension, new facts and mediation.
# %% [markdown] hint="due" lang="zh"
# `clock.complaint`收到一件的各项，返回的`due`就是。
# %% [markdown] hint="due" lang="en"
# `clock.complaint` takes what belongs to a complaint and returns its `due`.
# %% [markdown] hint="due" lang="zh"
# 六件用一个列表推导式：`[… for case in cases]`。
# %% [markdown] hint="due" lang="en"
# Use a list comprehension for the six: `[… for case in cases]`.
# %% [markdown] ask="on_paper" lang="zh"
# ## 8 投诉：标记都算数，报表上是多少
#
# `judged`里，`late`是按本课约定超期没有；`late_if_flagged`是假定“延期”标记都算数，超期没有。柜台渠道（`channel`是`counter`）的投诉，要是标记都算数，超期的占百分之几？存入`on_paper`，至少保留一位小数。
# %% [markdown] ask="on_paper" lang="en"
# ## 8 Complaints: what the report shows if every flag counts
#
# In `judged`, `late` goes by our convention, `late_if_flagged` takes every flag "extended" at its word. Of the complaints at the counter (`channel` is `counter`), what percentage is late if every flag counts? Store it in `on_paper`, with at least one decimal.
# %% answer="on_paper" points=2 objective="S5c" digits=1
on_paper = 100 * judged.query("channel == 'counter'")["late_if_flagged"].mean()
# %% mistake="on_paper" name="by-the-convention"
on_paper = 100 * judged.query("channel == 'counter'")["late"].mean()
# %% [markdown] mistake="on_paper" name="by-the-convention" lang="zh"
# 这是按本课约定的超期，标记没有算数。它和要求的数之差，就是标记从报表上抹掉的。
# %% [markdown] mistake="on_paper" name="by-the-convention" lang="en"
# This goes by our convention, in which the flags do not count. The difference from what is asked is what the flags wipe off the report.
# %% mistake="on_paper" name="of-all-late"
on_paper = 100 * judged.query("channel == 'counter'")["late_if_flagged"].sum() / judged["late_if_flagged"].sum()
# %% [markdown] mistake="on_paper" name="of-all-late" lang="zh"
# 你算的是：超期的投诉里，柜台的占多少。要的是柜台的投诉里，超期的占多少。
# %% [markdown] mistake="on_paper" name="of-all-late" lang="en"
# This is how many of all late complaints came at the counter. Asked is how many of the counter's complaints were late.
# %% [markdown] hint="on_paper" lang="zh"
# 先用`.query`留下柜台的，再看`late_if_flagged`这一列。
# %% [markdown] hint="on_paper" lang="en"
# Keep the counter's with `.query`, then look at the column `late_if_flagged`.
# %% [markdown] hint="on_paper" lang="zh"
# 真假的平均就是比例，乘100。
# %% [markdown] hint="on_paper" lang="en"
# The mean of true and false is a share; times 100.
# %% [markdown] ask="late_high" lang="zh"
# ## 9 投诉：最多说到百分之几
#
# 只看为手机银行来的投诉（`cause`是`app`）。超期的比例，95%区间的**上限**是百分之几？存入`late_high`，至少保留一位小数。
# %% [markdown] ask="late_high" lang="en"
# ## 9 Complaints: at most how many per cent?
#
# Complaints about the app only (`cause` is `app`). For the share that was late, what is the **upper end** of its 95% interval, in per cent? Store it in `late_high`, with at least one decimal.
# %% answer="late_high" points=2 objective="S5c" digits=1
late_high = 100 * clock.late_share(judged, group="cause")["high"]["app"]
# %% mistake="late_high" name="share" credit=.5
late_high = 100 * clock.late_share(judged, group="cause")["share"]["app"]
# %% [markdown] mistake="late_high" name="share" lang="zh"
# 你给的是比例本身。要说“最多”，用区间的上限。
# %% [markdown] mistake="late_high" name="share" lang="en"
# This is the share itself. "At most" takes the upper end of the interval.
# %% mistake="late_high" name="low"
late_high = 100 * clock.late_share(judged, group="cause")["low"]["app"]
# %% [markdown] mistake="late_high" name="low" lang="zh"
# 你给的是下限，那是“至少”。
# %% [markdown] mistake="late_high" name="low" lang="en"
# That is the lower end, "at least".
# %% mistake="late_high" name="all-complaints"
late_high = 100 * clock.late_share(judged)["high"]["all"]
# %% [markdown] mistake="late_high" name="all-complaints" lang="zh"
# 这是全部投诉合起来的上限。问的只是手机银行。
# %% [markdown] mistake="late_high" name="all-complaints" lang="en"
# This is the upper end for all complaints together. Asked is the app alone.
# %% [markdown] hint="late_high" lang="zh"
# 课上按网点分过组；这里按原因（`cause`）。
# %% [markdown] hint="late_high" lang="en"
# The lesson grouped by branch; here it is by `cause`.
# %% [markdown] hint="late_high" lang="zh"
# 结果里有`share`、`low`和`high`三列。
# %% [markdown] hint="late_high" lang="en"
# The result has columns `share`, `low` and `high`.
# %% [markdown] ask="gap_low" lang="zh"
# ## 10 投诉：快的至少高多少
#
# 把“快”改成十四天以内（`quick=14`）。又来投诉的比例，快的减慢的，差的区间的**下限**是几个百分点？存入`gap_low`，至少保留一位小数。
# %% [markdown] ask="gap_low" lang="en"
# ## 10 Complaints: at least how much more often?
#
# Let "quick" be within fourteen days (`quick=14`). For the share that came back, quick less slower: what is the **lower end** of the interval for the difference, in percentage points? Store it in `gap_low`, with at least one decimal.
# %% answer="gap_low" points=2 objective="S5c" digits=1
gap_low = 100 * recovery.came_back(log, quick=14)["low"]["difference"]
# %% mistake="gap_low" name="difference" credit=.5
gap_low = 100 * recovery.came_back(log, quick=14)["share"]["difference"]
# %% [markdown] mistake="gap_low" name="difference" lang="zh"
# 你给的是差本身。“至少”要用差的区间的下限。
# %% [markdown] mistake="gap_low" name="difference" lang="en"
# This is the difference itself. "At least" takes the lower end of its interval.
# %% mistake="gap_low" name="low-of-quick"
gap_low = 100 * recovery.came_back(log, quick=14)["low"]["quick"]
# %% [markdown] mistake="gap_low" name="low-of-quick" lang="zh"
# 你给的是快的那一组自己的下限，还没有和慢的比。
# %% [markdown] mistake="gap_low" name="low-of-quick" lang="en"
# This is the lower end for the quick ones alone; nothing has been compared.
# %% mistake="gap_low" name="three-days"
gap_low = 100 * recovery.came_back(log, quick=3)["low"]["difference"]
# %% [markdown] mistake="gap_low" name="three-days" lang="zh"
# 这是课上“三天以内”的下限。这里的“快”是十四天以内。
# %% [markdown] mistake="gap_low" name="three-days" lang="en"
# This is the lesson's figure for "within three days". Here "quick" is within fourteen.
# %% [markdown] hint="gap_low" lang="zh"
# 课上用的是`quick=3`；结果有三行，差在第三行。
# %% [markdown] hint="gap_low" lang="en"
# The lesson took `quick=3`; the result has three rows, and the third is the difference.
# %% [markdown] hint="gap_low" lang="zh"
# 取`difference`那一行的`low`，乘100。
# %% [markdown] hint="gap_low" lang="en"
# Take `low` in the row `difference`, times 100.
# %% [markdown] ask="suppressed" lang="zh"
# ## 11 投诉：压下去的，还是治好的
#
# 某公司（虚构）要“投诉减半”。六项办法，哪几项减少的只是声音？把编号从小到大存入列表`suppressed`。
#
# 1. 客户撤诉以后才谈退款
# 2. 扣费以前在屏幕上写明金额，让客户确认
# 3. 把投诉入口移到“其他服务”的第四层
# 4. 又来的投诉交给没有经手的人重查，改流程
# 5. 结案时送礼品，请客户把评价改成“满意”
# 6. 柜员把小投诉登成“业务咨询”，不进台账
# %% [markdown] ask="suppressed" lang="en"
# ## 11 Complaints: suppressed or cured?
#
# A company (invented) wants complaints halved. Which of the six measures only silence complaints? Store their numbers in a list `suppressed`, in ascending order.
#
# 1. A refund is talked about only after the complaint is withdrawn
# 2. Before a fee is taken, the screen states it and asks for a confirmation
# 3. The way to complain moves to the fourth level of "other services"
# 4. What comes back is examined anew by somebody who had no part in it, and the process is changed
# 5. At closing, a present goes with the request to change the rating to "satisfied"
# 6. Tellers record small complaints as "enquiries", outside the register
# %% answer="suppressed" points=2 objective="S5c"
suppressed = [1, 3, 5, 6]
# %% mistake="suppressed" name="presents-are-kind"
suppressed = [1, 3, 6]
# %% [markdown] mistake="suppressed" name="presents-are-kind" lang="zh"
# 第5项你放过了。礼品换来的是评价，失误还在；下一位看到的“满意”也是假的。
# %% [markdown] mistake="suppressed" name="presents-are-kind" lang="en"
# You let the fifth pass. The present buys a rating and the failure stays; the "satisfied" that others read is false.
# %% mistake="suppressed" name="small-ones-need-no-entry"
suppressed = [1, 3, 5]
# %% [markdown] mistake="suppressed" name="small-ones-need-no-entry" lang="zh"
# 第6项你当成了减轻负担。不进台账的小投诉，也就进不了溯源整改。
# %% [markdown] mistake="suppressed" name="small-ones-need-no-entry" lang="en"
# You took the sixth for less paperwork. What is not in the register never reaches root-cause rectification.
# %% mistake="suppressed" name="every-fall-is-bad"
suppressed = [1, 2, 3, 4, 5, 6]
# %% [markdown] mistake="suppressed" name="every-fall-is-bad" lang="zh"
# 六项你都算上了。第2、4项减少的是失误本身：投诉少了，可以是真的好了。
# %% [markdown] mistake="suppressed" name="every-fall-is-bad" lang="en"
# You took all six. The second and fourth reduce the failure itself; fewer complaints can be a real improvement.
# %% [markdown] hint="suppressed" lang="zh"
# 问一句：下一位客户还会遇到同样的事吗？
# %% [markdown] hint="suppressed" lang="en"
# Ask: will the next customer meet with the same?
# %% [markdown] hint="suppressed" lang="zh"
# 有两项改了事情本身。
# %% [markdown] hint="suppressed" lang="en"
# Two of them change the matter itself.
# %% [markdown] ask="letter" lang="zh"
# ## ★ 12 投诉：一封答复信
#
# 案情（虚构）：丙3月2日投诉，转账扣了五十元，没有告诉他。没经手的同事核实：那台机器的收费页当天没有显示，日志在；收费标准贴在大厅。行里决定退五十元，并修好那一页。丙还要“赔三百元精神损失”，合同和规定里没有查到依据。替银行写答复，八句以内：收到和由谁核实；查到什么；逐项决定和理由；不认可还可以怎样；为下一位做了什么。写在下面的空单元里。
# %% [markdown] ask="letter" lang="en"
# ## ★ 12 Complaints: a letter of reply
#
# The facts (invented): on 2 March C complained that a transfer cost fifty yuan and nobody said so. A colleague who had no part in it found: that machine's fee page failed that day, the system log shows it; the tariff hangs in the lobby. The bank decides to refund fifty yuan and to repair the page. C also wants 300 yuan for distress; no ground was found in contract or rules. Write the bank's reply in at most eight sentences: receipt, and who verified; what was found; a decision on each request, with reasons; further recourse; what was done for the next customer. Write in the empty cell below.
# %% [markdown] written="letter" points=7 lang="zh"
# 丙先生：您3月2日的投诉当天收到，由没有经手这笔业务的同事核实。查明：您办理时，那台机器没有显示收费页，系统日志有记录。没有告诉您就扣费，是我们的错，对不起；五十元今天退回您的原账户。您要求的三百元，合同和规定里没有查到依据，所以没有同意。大厅里的收费表不能代替机器上的提示，我们不以它为理由。您不认可这个结果，可以在收到后30日内书面向我们的上级行申请核查，也可以申请调解、仲裁，或者向法院起诉。那一页已经停用，修好、试过才恢复；同一天被扣费的其他客户，我们也在逐一退还。
# %% [markdown] written="letter" points=7 lang="en"
# Dear Mr C, we received your complaint on 2 March and had it looked into by a colleague who had no part in the transaction. The machine did not show its fee page when you used it; the system log confirms this. Charging you without notice was our fault, and we apologise; fifty yuan goes back to your account today. For the 300 yuan we found no ground in contract or rules and have not agreed to that. The tariff in the lobby does not replace the notice at the machine, and we do not rely on it. If you do not accept this, you may within 30 days of receiving it ask our superior branch in writing for a review, or turn to mediation, arbitration or a court. The page is out of use until repaired and tested; others charged that day are being refunded too.
# %% [markdown] rubric="letter" lang="zh"
# - 1分：写明收到的日子，以及由没有经手的人核实
# - 1分：查到的事实具体
# - 2分：两项请求各有决定（1分）和理由（1分）
# - 1分：核查、调解、仲裁、诉讼，四样都写到（缺一样0分）
# - 1分：为下一位客户做了什么
# - 1分：为具体的一件事道歉，没有推给客户，也没有要他撤诉或不找监管部门
# %% [markdown] rubric="letter" lang="en"
# - 1 point: the date of receipt, and verified by somebody who had no part in it
# - 1 point: what was found is specific
# - 2 points: both requests get a decision (1) and reasons (1)
# - 1 point: review, mediation, arbitration and court, all four (0 if one is missing)
# - 1 point: what was done for the next customer
# - 1 point: apologises for something specific, blames no customer, asks for no withdrawal or silence towards the regulator
# %% [markdown] sample="letter" level="weak" points=0 lang="zh"
# > 尊敬的客户：给您带来不愉快的体验，我们深表歉意。收费标准大厅有公示，请您以后留意。为表诚意送您一桶油，希望您撤回投诉。
#
# - 0分：没有日子，没有说谁核实
# - 0分：没有事实
# - 0分：两项请求都没有决定，也没有理由
# - 0分：没有途径
# - 0分：没有为下一位做什么
# - 0分：道歉的是“体验”，又推给客户，还要撤诉
# %% [markdown] sample="letter" level="weak" points=0 lang="en"
# > Dear customer, we deeply regret your unpleasant experience. The tariff hangs in the lobby; please mind it in future. As a token we enclose a voucher and hope that you withdraw your complaint.
#
# - 0 points: no date, and nobody verified
# - 0 points: no facts
# - 0 points: neither request gets a decision or a reason
# - 0 points: no further recourse
# - 0 points: nothing for the next customer
# - 0 points: regrets an "experience", blames the customer, asks for a withdrawal
# %% [markdown] sample="letter" level="middling" points=4 lang="zh"
# > 丙先生：您3月2日的投诉收到了，由没经手的同事核实。查到机器那天没有显示收费页。没告诉您就扣费，对不起，五十元今天退。三百元不能赔。
#
# - 1分：日子和核实的人都有
# - 1分：事实具体
# - 1分：两项都有决定；三百元没有理由
# - 0分：没有途径
# - 0分：没有为下一位做什么
# - 1分：道歉具体，没有推，没有要撤诉
# %% [markdown] sample="letter" level="middling" points=4 lang="en"
# > Dear Mr C, we received your complaint on 2 March; a colleague who had no part in it verified it. The machine showed no fee page that day. We are sorry that you were charged unannounced, and refund fifty yuan today. The 300 yuan we cannot pay.
#
# - 1 point: date and verifier
# - 1 point: specific facts
# - 1 point: a decision on each; no reason for the second
# - 0 points: no further recourse
# - 0 points: nothing for the next customer
# - 1 point: a specific apology, no blame, no withdrawal asked for
# %% [markdown] sample="letter" level="strong" points=7 lang="zh"
# > 丙先生：3月2日收到您的投诉，由没有经手的同事核实。日志显示，您转账时收费页没有弹出。没先告诉就扣钱，是我们的错，对不起：五十元今天退回，因为您没有机会不同意。三百元没有同意，因为合同和规定里都没有查到依据。您可以书面向上级行申请核查，也可以调解、仲裁或起诉。那台机器已经停用待修，当天别的客户也在退。
#
# - 1分：日子和核实的人都有
# - 1分：日志里的事实
# - 2分：两项决定，各有理由
# - 1分：途径齐全
# - 1分：机器停用，别的客户也退
# - 1分：道歉具体，不推，不要撤诉
# %% [markdown] sample="letter" level="strong" points=7 lang="en"
# > Dear Mr C, we received your complaint on 2 March and had it looked into by a colleague who had no part in it. The log shows that no fee page came up. Charging you without notice was our fault, and we are sorry: fifty yuan goes back today, since you had no chance to say no. We have not agreed to 300 yuan, since neither contract nor rules give a ground. You may ask our superior branch in writing for a review, or turn to mediation, arbitration or a court. The machine is out of use until repaired, and others charged that day are being refunded.
#
# - 1 point: date and verifier
# - 1 point: facts from the log
# - 2 points: two decisions, each with its reason
# - 1 point: all further recourse
# - 1 point: machine stopped, others refunded
# - 1 point: a specific apology, no blame, no withdrawal asked for
# %% [markdown] ask="call" lang="zh"
# ## 13 拒绝：一通电话，结尾是“别再打了”
#
# 你是保险公司的坐席。名单上的客户同意过接营销电话。你说明来意，她说：“不需要。我上个月就跟你们另一位说过别打。以后别再打了。”写出这通电话里你从头到尾的话，六句以内，再加一行：挂断以后登记什么、告诉谁。写在下面的空单元里。
# %% [markdown] ask="call" lang="en"
# ## 13 Refusals: a call that ends with "don't call again"
#
# You call for an insurer. The customer on the list once agreed to marketing calls. You say what it is about; she answers: "I don't need it. I told another of you last month. Don't call again." Write all that you say in this call, in at most six sentences, and one line more: what you enter after hanging up, and whom you tell. Write in the empty cell below.
# %% [markdown] written="call" points=5 lang="zh"
# “您好，我是某某人寿的坐席，工号2046，想向您介绍一款医疗险，您方便听吗？”（她说不需要，以后别打）“好的，听清了：您不需要，以后不再给您打营销电话。上个月您说过，我们还打来，是我们没有登记好，对不起。我挂断就登记，全公司都停；保单本身的通知照常。不打扰了，再见。”挂断以后：马上登记撤回营销同意（日期、工号、所有产品和渠道），报主管查上个月那一次为什么没有进名单，改掉。
# %% [markdown] written="call" points=5 lang="en"
# "Good morning, this is XX Life, staff number 2046; I am ringing about a medical policy. Is this a good moment?" (She says no, and never again.) "I have heard you: you don't need it, and there will be no more marketing calls. You said so last month and we rang again; we failed to record it, and I am sorry. I'm entering it as soon as we hang up, for the whole company; notices about your policy go on. I won't keep you, goodbye." Afterwards: consent to marketing withdrawn (date, number, all products and channels), entered at once; I ask the supervisor to find out why last month's call did not reach the list, and to mend it.
# %% [markdown] rubric="call" lang="zh"
# - 1分：一开口说明是谁、为什么打
# - 1分：复述了“以后不打”，没有再介绍，没有问为什么
# - 1分：为上个月没有登记道歉，说得具体
# - 1分：挂断就登记，全公司、所有渠道都停
# - 1分：查上个月为什么没进名单，告诉谁
# %% [markdown] rubric="call" lang="en"
# - 1 point: says at once who is calling and why
# - 1 point: repeats "no more calls", offers nothing more, does not ask why
# - 1 point: apologises for what was not recorded last month
# - 1 point: recorded as soon as the call ends, for the whole company and all channels
# - 1 point: finds out why last month's did not reach the list, and names whom to tell
# %% [markdown] sample="call" level="weak" points=0 lang="zh"
# > “姐，就耽误您一分钟，这个产品真的很适合您。您为什么不需要呢？那我下个月再给您打。”挂断以后：记“客户考虑中”。
#
# - 0分：没有说是谁
# - 0分：又介绍，又问为什么
# - 0分：没有道歉
# - 0分：记成“考虑中”，下个月还打
# - 0分：没有查
# %% [markdown] sample="call" level="weak" points=0 lang="en"
# > "Just one minute, madam, it really suits you. Why don't you need it? Then I'll ring next month." Afterwards: "customer is considering".
#
# - 0 points: does not say who is calling
# - 0 points: offers again and asks why
# - 0 points: no apology
# - 0 points: entered as considering, will call again
# - 0 points: nothing is looked into
# %% [markdown] sample="call" level="middling" points=3 lang="zh"
# > “您好，某某人寿，工号2046，想介绍一款医疗险。”“好的，以后不给您打营销电话了，打扰了，再见。”挂断以后：马上登记，所有部门、所有渠道停。
#
# - 1分：说明了是谁、为什么
# - 1分：复述，停下
# - 0分：上个月的事没有道歉
# - 1分：挂断就登记，全停
# - 0分：没有查上个月的原因
# %% [markdown] sample="call" level="middling" points=3 lang="en"
# > "Good morning, XX Life, number 2046, about a medical policy." "All right, no more marketing calls. Sorry for the disturbance, goodbye." Afterwards: entered at once, all departments and channels stop.
#
# - 1 point: who and why
# - 1 point: repeats and stops
# - 0 points: no apology for last month
# - 1 point: entered at once, everything stops
# - 0 points: last month is not looked into
# %% [markdown] sample="call" level="strong" points=5 lang="zh"
# > “您好，某某人寿，工号2046，想介绍一款医疗险，方便吗？”“好，以后不打营销电话。您上个月说过，我们没登记，对不起。我挂断就登记，全公司都停。再见。”挂断以后：登记撤回，电话、短信、推送一起停；报质检主管，查上月那通为什么没进名单。
#
# - 1分：说明了是谁、为什么
# - 1分：复述，停下
# - 1分：为没登记道歉
# - 1分：挂断就登记，三种渠道全停
# - 1分：报质检主管查原因
# %% [markdown] sample="call" level="strong" points=5 lang="en"
# > "Good morning, XX Life, number 2046, about a medical policy; is this a good moment?" "Right, no more marketing calls. You told us last month and we did not record it; I am sorry. I enter it as soon as we hang up, for the whole company. Goodbye." Afterwards: consent withdrawn for calls, texts and push; the head of quality is asked why last month's call did not reach the list.
#
# - 1 point: who and why
# - 1 point: repeats and stops
# - 1 point: apologises for the missing entry
# - 1 point: entered as the call ends, all channels stop
# - 1 point: head of quality looks into last month
