# العربية. MACHINE-MADE, AWAITING NATIVE REVIEW. Nobody who speaks Arabic as a first language has read this yet.
# The same ids and variables as en.ftl (tests/unit/repository/words.test.ts). $device is "phone" or "computer".

## Parts used everywhere

exit = خروج
help-now = ساعدني الآن
home = الرئيسية
nav = الأماكن
nav-new = شيء جديد
close = إغلاق
back = رجوع
go-on = متابعة
save = حفظ
change = تعديل
undo = تراجع
done = تم
try-now = جرّب الآن
try-again = أعد المحاولة
show-more = عرض المزيد
copy = نسخ
copied = تم النسخ
print = طباعة
search = ابحث في هذا الحاسوب
optional = (يمكنك تركه فارغًا)
in-person = سأخبركم وجهًا لوجه
not-for-me = هذا لا ينطبق عليّ
language = اللغة
skip-to-content = انتقل إلى المحتوى
rules-look = انظر إلى القواعد
lock-and-send = قفل وإرسال
locking = يجري القفل على هذا { $device ->
    [computer] الحاسوب
   *[phone] الهاتف
  }…
sending = جارٍ الإرسال…
opening = جارٍ الفتح…
checking = جارٍ الفحص…
working = لحظة من فضلك…
touch-key-now = المس مفتاحك الآن
waiting-witness = بانتظار الشاهد…
you = أنت
nobody-yet = لا أحد بعد
only-you = أنت فقط
people = { $count ->
    [zero] لا أحد
    [one] شخص واحد
    [two] شخصان
    [few] { $count } أشخاص
   *[other] { $count } شخصًا
  }
count-of = { $done } من { $total }
step-of = الخطوة { $step } من { $total }
step-done = (تمت)
step-now = (التالية)
step-later = (لاحقًا)
you-can-leave = يمكنك المغادرة. سيستمر وحده.
zone-time = بتوقيت { $city }
when = ‏{ $day }، { $time } { $zone }
date-day = اليوم
date-month = الشهر
date-year = السنة
typed-day-unfinished = يلزم اليوم والشهر والسنة مثل 2027، أو لا شيء. ما كتبته محفوظ.
typed-day-impossible = هذا اليوم غير موجود في التقويم. انظر إلى اليوم والشهر. ما كتبته محفوظ.
typed-day-far = هذه السنة بعيدة جدًا. ما كتبته محفوظ.
typed-time = الوقت ساعات ودقائق، مثل 09:30. ما كتبته محفوظ.
typed-number = عدد صحيح من { $least } إلى { $most }، أو لا شيء. ما كتبته محفوظ.
typed-list = { $most } أسماء على الأكثر، كل منها { $length } حرفًا على الأكثر. ما كتبته محفوظ.
typed-long = هذا أطول مما يجب بمقدار { $over }. اجعله أقصر. ما كتبته محفوظ.
typed-stops = لم يُرسل شيء. يوم أو وقت أو عدد أو قائمة غير صحيحة بعد. وضعنا عليها علامة.
typed-order = هذا اليوم قبل اليوم الذي فوقه. ما كتبته محفوظ.
city-stockholm = ستوكهولم
city-istanbul = إسطنبول
city-copenhagen = كوبنهاغن
city-london = لندن
city-paris = باريس
city-berlin = برلين
city-cairo = القاهرة
city-nairobi = نيروبي
proof-done = تم الفحص:
proof-waiting = ما زال قيد الانتظار:
proof-failed = غير صحيح:
fact-readers = يقرؤه
fact-why = لماذا
fact-until = حتى
you-decide = أنت من يقرر
cannot-stop = لا يمكننا أن نمنع من يجبرك على فتحه.
touch-key-twice = المس مفتاحك مرتين
page-stale = توجد نسخة أحدث من هذه الصفحة.
page-stale-next = أكمل ما تكتبه ثم حمّلها. سيفتحها مفتاحك من جديد.
page-reload = تحميل النسخة الجديدة
page-pending = ما زال أحد الفحوص جاريًا.
page-pending-safe = يمكنك قراءة ما هو لك. لا يُرسل شيء جديد حتى ينتهي.
page-evaluation = لهذا الحدث مسؤول واحد. هو للتجربة فقط: لا تضع فيه شيئًا حقيقيًا.
freeze-overdue = ما زال حاسوبنا يمنع { $people } من الدخول، أطول مما وقّعه مسؤول.
freeze-overdue-next = أخبر رقم المناوبة. قد يكون عطلًا، أو قد يكون حاسوبنا في يد أحد.
unlock-voids = { $count ->
    [one] شيء وقّعته غير سارٍ.
    [two] شيئان وقّعتهما غير ساريين.
    [few] { $count } أشياء وقّعتها غير سارية.
   *[other] { $count } شيئًا وقّعتها غير سارية.
  }
unlock-voids-ledger = يقول السجل لماذا.
unlock-voids-ask = هو في السجل، وفيه السبب. اطلب من مسؤول أن ينظر.
unlock-voids-look = أظهره في السجل
unlock-voids-aside = ضعه جانبًا
void-open = ما زال يمكن أن يسري حتى { $time }.
void-final = لم يعد يمكن أن يسري. كرّره إن كان ما زال لازمًا.
page-tidying = يجري تجهيز ملفك. يمكنك القراءة في هذه الأثناء.
page-pending-check = افحص من جديد
page-pending-still = لم يُجب الشاهد بعد.
page-missing = هذه الصفحة ليست هنا بعد
page-missing-what = لم نتمكن من تحميلها.
page-missing-safe = ما أرسلته من قبل في أمان.
page-missing-next = تحقق من اتصالك، ثم أعد المحاولة.
page-missing-reload = حمّل كل شيء من جديد. يفتحه مفتاحك.
page-broken = توقفت هذه الصفحة عن العمل
page-broken-what = في برنامجنا خطأ.
page-broken-next = حاول من جديد، أو انتقل إلى صفحة أخرى. إن تكرر ذلك فأخبر الفريق.
page-broken-typed = ما كتبته هنا
setup-compare-say = قل هذه بصوت مسموع
keys-card-made = صُنعت في { $day }

## Words for whole teams and ways in

team-travel = فريق السفر
team-visa = فريق التأشيرات
team-officers = المسؤولون
team-hotel = فريق الفندق
team-catering = فريق المطبخ
team-care = مسؤولة الرعاية
team-programme = فريق البرنامج
team-finance = فريق المال
team-members = كل الأعضاء
team-communications = فريق الإعلام
role-officer = مسؤول السلامة
role-deputy = نائب المسؤول
role-staff = فريق العمل
role-participant = مشارك
way-hardware = مفتاح مادي
way-hardware-text = مفتاح معدني صغير تصله بالجهاز أو تقرّبه من هاتفك
way-phone = مفتاح الهاتف
way-phone-text = { $device ->
    [computer] الهاتف الذي أعددته
   *[phone] قفل شاشة هذا الهاتف
  }
way-paper = مفتاح ورقي
way-paper-text = 36 رقمًا على بطاقة، ورقم سري
mode-air = طائرة
mode-rail = قطار
mode-bus = حافلة
mode-ferry = عبّارة
mode-car = سيارة
mode-any = لم تُختر
reason-booking = لحجز الرحلة
reason-letter = لكتابة الرسالة
reason-pick-up = لترتيب الاستقبال
reason-change = لتغيير شيء
reason-question = للإجابة عن سؤال
reason-guest-list = لمعرفة من هو مدعو
reason-handover = لتسليم العمل إلى زميل
reason-seats = لتوزيع المقاعد
reach-signal = Signal
reach-phone = الهاتف
reach-sms = رسالة قصيرة
reach-email = البريد الإلكتروني
reach-in-person = لقاء وجهًا لوجه
pickup-yes = يريد أن يُستقبل
pickup-no = يجد طريقه بنفسه
pickup-unsure = لا يعرف بعد
edit-minutes = { $hours } س { $minutes } د
person-unnamed = شخص { $code }

## Where one can go

place-today = اليوم
place-file = ملفي
place-journey = رحلتي
place-programme = البرنامج
place-messages = الرسائل
place-who = من فتح ملفي
place-keys = المفاتيح والأجهزة
place-sees = ما يراه حاسوبنا
place-more = المزيد
place-help = ساعدني الآن
place-queue = قائمة العمل
place-journeys = الرحلات
place-arrivals = الوصول
place-handover = سجل التسليم
place-watch = المتابعة
place-ledger = السجل
place-requests = الطلبات
place-sign-ups = التسجيلات
place-open-part = الجزء المفتوح
place-editor = البرنامج
place-members = الأعضاء
place-approvals = الموافقات
place-drills = التدريبات
place-day = يومي

## Sign in

signin-title = المس مفتاحك
signin-text = { $device ->
    [computer] صِل مفتاحك المادي، ثم المسه عندما يومض.
   *[phone] صِل مفتاحك المادي، أو ضعه على ظهر هذا الهاتف.
  }
signin-open = افتح بمفتاحي
signin-waiting = ننتظر لمستك…
signin-unlocking = يجري فتح ملفك…
signin-other = طرق أخرى للدخول
signin-try = جرّب جهازي
signin-try-text = لا حاجة إلى حساب
signin-help-text = يعمل دون مفتاح
signin-invited = لديّ دعوة
signin-invited-text = ابدأ الإعداد برابط أو رمز
signin-lost = فقدت مفتاحي
signin-lost-text = بطاقة الاستعادة تعيدك إلى ملفك
signin-limits = { cannot-stop } زر الخروج يخفي هذه الصفحة فورًا. قد يتذكر المتصفح أنك زرتها.
signin-not-set-up = هذا المكان ليس جاهزًا بعد. يُعدّه المسؤولون أولًا.
signin-no-cookie = لم يحتفظ متصفحك بملف تعريف الارتباط الذي يدل على أنك دخلت، فقفلت الصفحة نفسها.
signin-no-cookie-next = اسمح بملفات تعريف الارتباط لهذا العنوان، ثم المس مفتاحك من جديد.
signin-locked = { $count ->
    [one] أقفلت هذه الصفحة نفسها بعد دقيقة واحدة. المس مفتاحك للمتابعة.
    [two] أقفلت هذه الصفحة نفسها بعد دقيقتين. المس مفتاحك للمتابعة.
    [few] أقفلت هذه الصفحة نفسها بعد { $count } دقائق. المس مفتاحك للمتابعة.
   *[other] أقفلت هذه الصفحة نفسها بعد { $count } دقيقة. المس مفتاحك للمتابعة.
  }
device-in-app = هذه النافذة تابعة لتطبيق آخر ولا تستطيع التحدث إلى مفتاح.
device-in-app-next = افتح القائمة هنا واختر «فتح في المتصفح»، أو اكتب العنوان في متصفحك.
device-no-webauthn = هذا المتصفح لا يستطيع التحدث إلى مفتاح. لم يضع شيء.
device-no-webauthn-next = استخدم نسخة حديثة من فايرفوكس أو كروم أو إيدج أو سفاري. متصفح تور لا يستطيع استخدام المفاتيح.

## Try my device

try-title = جرّب جهازي
try-text = لا حاجة إلى حساب، ولا يُرسل شيء. ننظر في ما يستطيعه هذا { $device ->
    [computer] الحاسوب
   *[phone] الهاتف
  }.
try-start = ابدأ
try-again-text = يمكنك فعل هذا متى شئت.
try-paper-yes = المفتاح الورقي يعمل هنا.
try-best = استخدم هذا: { $way }
try-none = لا تعمل أي طريقة في هذا المتصفح. جرّب متصفحًا أحدث، أو اسأل من دعاك.
try-touch = المس مفتاحًا لتجربته
try-touch-text = تحتفظ بعض المفاتيح بالتجربة باسم Test. هي لا تفتح شيئًا: للدخول اختر Portal.
try-private = هذه نافذة خاصة. هي تعمل، وتنسى كل شيء عند إغلاقها.
try-old = هذا المتصفح قديم. حدّثه إن استطعت.
try-phone = { $device ->
    [computer] جرّب هذا الحاسوب
   *[phone] جرّب هذا الهاتف
  }
try-phone-none = ليس في هذا { $device ->
    [computer] الحاسوب
   *[phone] الهاتف
  } قفل شاشة يصلح مفتاحًا. قد يعمل مفتاح مادي.
try-hardware-works = هذا المفتاح يعمل هنا. يمكنك استخدامه للإعداد.
try-phone-works = { $device ->
    [computer] يمكن لهذا الحاسوب أن يكون مفتاحك.
   *[phone] يمكن لهذا الهاتف أن يكون مفتاحك.
  }
try-answer-no-prf = يجيب هذا المفتاح لكنه لا يستطيع قفل الملفات.
try-answer-no-prf-next = جرّب مفتاحًا آخر، أو متصفحًا آخر بالمفتاح نفسه.
try-answer-no-key = لم يُجب أي مفتاح، أو أُوقف الأمر.
try-answer-no-key-next = أعد المحاولة. إن لم يكن للمفتاح رقم سري فضع له واحدًا أولًا.
try-answer-no-webauthn = { device-no-webauthn }
try-answer-no-webauthn-next = { device-no-webauthn-next }
try-answer-in-app = { device-in-app }
try-answer-in-app-next = { device-in-app-next }
try-back = العودة إلى مفتاحي

## Set up

setup-title = الإعداد
setup-language = بأي لغة تريد أن تقرأ؟
setup-welcome = أنت مدعو
setup-welcome-text = يستغرق الأمر نحو عشر دقائق. تحتاج إلى { $way ->
    [hardware] مفتاحيك الماديين
    [paper] قلم وورقة
   *[phone] هذا الهاتف وعليه قفل شاشة
  }. يمكنك التوقف والمتابعة لاحقًا.
setup-invite-code = الرمز من دعوتك
setup-invite-code-note = اكتبه كما هو مطبوع. لا فرق بين الحروف الكبيرة والصغيرة.
setup-step-language = اللغة
setup-step-key = مفتاحك
setup-step-card = بطاقة الاستعادة
setup-step-compare = قارن ثمانية أرقام
setup-key-title = مفتاحك
setup-key-text = المس مفتاحك. يصنع سرًا لا يغادره أبدًا.
setup-key-first = أعدّ هذا المفتاح
setup-key-second = أعدّ مفتاحك الثاني
setup-key-second-text = احفظ المفتاح الثاني في مكان آخر. إذا فقدت أحدهما، يفتح الآخر كل شيء.
setup-key-later = لديّ مفتاح واحد فقط اليوم
setup-key-done = مفتاحك جاهز.
setup-phone-title = هذا { $device ->
    [computer] الحاسوب
   *[phone] الهاتف
  } مفتاحك
setup-phone-text = من يستطيع فتح هذا { $device ->
    [computer] الحاسوب
   *[phone] الهاتف
  } أو حسابه يستطيع فتح ملفك.
setup-phone-do = استخدام هذا { $device ->
    [computer] الحاسوب
   *[phone] الهاتف
  }
setup-card-title = بطاقة الاستعادة الخاصة بك
setup-card-text = إن فقدت مفتاحك فهذه البطاقة تعيدك. من يملكها يستطيع فتح ملفك، فأخفها جيدًا.
setup-card-write = اكتب الأرقام على ورق، أو اطبع البطاقة. لا تصوّرها أبدًا.
setup-card-print = اطبع البطاقة
setup-card-check = اكتب السطر { $row } من ورقتك
setup-card-check-note = لنعرف أن البطاقة صحيحة. ثمانية أرقام، ثم الرقم الذي يفحصها.
setup-card-wrong = السطر { $row } غير صحيح. انظر إليه رقمًا رقمًا. البطاقة لم تتغير.
setup-card-done = هي عندي على ورق
setup-compare-title = قارن ثمانية أرقام
setup-compare-text = اتصل بمن دعاك، أو التقيا. ليقرأ كل منكما الأرقام للآخر. يجب أن تكون متطابقة.
setup-compare-same = هي متطابقة
setup-compare-different = هي مختلفة
setup-compare-warning = إذا كانت مختلفة، توقف. قد يكون أحد بينكما. لم يُرسل شيء مما يخصك.
setup-wait-title = اقتربنا
setup-wait-text = { $name } يُدخلك الآن. يمكنك إغلاق هذه الصفحة والعودة بمفتاحك.
setup-finished = لقد دخلت
setup-finished-text = ملفك فارغ وهو لك. املأ بطاقة بعد أخرى، بأي ترتيب.
setup-qr = امسح هذا بالهاتف الآخر
setup-alias = بماذا نناديك؟
setup-alias-note = اسم تختاره أنت. ليس الاسم في جوازك. تراه كل الفرق.
setup-key-ready = مفتاحك جاهز
setup-key-how = صِل مفتاحك أو قرّبه من هاتفك. تلمسه مرتين: مرة ليصنع سرًّا لا يغادره أبدًا، ومرة لنرى أنه يعمل.
setup-key-nth = { $way ->
    [phone] المفتاح { $number }: هذا الهاتف أو الحاسوب
   *[hardware] المفتاح { $number }: مفتاح مادي
  }
setup-key-one = متابعة بمفتاح واحد
setup-key-another = إعداد مفتاح آخر
setup-card-back = اكتب البطاقة من جديد
setup-card-compare = قارن
setup-card-again = أرني البطاقة مرة أخرى
setup-card-same = البطاقة ما زالت كما هي، والصفوف الأخرى محفوظة.
card-row = الصف { $row }
card-row-wrong = الصف { $row } ليس صحيحًا بعد. انظر إليه رقمًا رقمًا.
setup-key-count = تحتاج إلى { $count } مفاتيح.
setup-invited = هل لديك دعوة؟
setup-invited-text = افتح رابطها أو ألصقه هنا. النظر إليها لا يستهلك شيئًا.
setup-invite-paste = ألصق الرابط كاملًا أو اكتب الرمز. يبقى في هذه الصفحة.
setup-invite-open = انظر إلى الدعوة
setup-days = من { $from } إلى { $until }
setup-as = صفتك
setup-team = الفريق
setup-ends = الرابط صالح حتى
setup-inviter = هذه علامة من دعاك. ستتصلان ببعضكما في النهاية.
setup-your-face = ستكون هذه علامتك. رُسمت بالمصادفة لا من اسمك.
setup-joined = أُعدّت مفاتيح بهذه الدعوة من قبل.
setup-joined-next = إن كنت أنت فالمس مفتاحك فتعود الأرقام الثمانية. وإن لم تكن أنت فاتصل فورًا بمن دعاك.
resume-title = هل كنت هنا من قبل؟
resume-text = إن أُغلقت هذه الصفحة بعد أن أعددت مفاتيحك فافتح رابط دعوتك مرة أخرى. ثم تعيدك لمسة واحدة. وإن فقدته فاطلب ممن دعاك أن يعرضه لك من جديد.
resume-touch = ألمس مفتاحي
setup-sign-in = الدخول بمفتاحي
setup-what = ماذا يحدث الآن
setup-needs = { $count ->
    [one] تحتاج إلى مفتاح واحد. ومن الحكمة أن يكون لك مفتاح ثانٍ.
    [two] تحتاج إلى مفتاحين.
   *[other] تحتاج إلى { $count } مفاتيح.
  }
setup-needs-card = تحتاج إلى ورقة وقلم، أو طابعة.
setup-needs-call = بالهاتف أو وجهًا لوجه مع من دعاك.
setup-step-in = أنت في الداخل
setup-begin = إعداد مفتاحي
setup-nothing-spent = يستغرق نحو عشر دقائق. قبل الأرقام لا يُستهلك شيء: أغلق الصفحة وافتح الرابط من جديد.
setup-sending = إرسال مفاتيحك
setup-wait-call = اتصل الآن بصاحب هذه العلامة أو قابله. قل إن مفاتيحك جاهزة.
setup-wait-digits = ننتظر ثمانية أرقام. أبقِ هذه الصفحة مفتوحة حتى تقارناها.
setup-compare-read = تسمع الأرقام الأربعة الأولى ممن دعاك، وتقول له الأربعة الأخيرة. يجب أن تكون هي نفسها عنده.
setup-wait-added = عندما تتطابق يُسمح لك بالدخول. ستعرف هذه الصفحة ذلك وحدها.
setup-finished-staff = ادخل بمفتاحك. سيتيح لك مسؤول ظروف فريقك.
setup-wait-second = يجب أن يوافق مسؤول ثانٍ قبل دخولك. قد يستغرق ذلك وقتًا أطول من المكالمة.
setup-keep-number = رقم المناوبة، لتكتبه:
recover-title = الدخول ببطاقتك
recover-text = خذ بطاقة الاستعادة ومفتاحًا جديدًا. تنتهي بمفاتيح جديدة وبطاقة جديدة.
recover-fact-file = يبقى ملفك كما هو.
recover-fact-old = في الخطوة الأخيرة تتوقف مفاتيحك القديمة وهذه البطاقة عن العمل.
recover-fact-log = يُكتب ذلك في السجل، فلا يستطيع أحد فعله خفية.
recover-rows = اكتب الصفوف الأربعة كما هي على البطاقة. المسافات لا تهم.
recover-enter = افتح ببطاقتي
recover-last = لمسة أخيرة
recover-last-text = المس مفتاحك الجديد. يوقّع أن هذه مفاتيحك من الآن.
recover-last-warning = بهذه اللمسة تتوقف مفاتيحك القديمة وهذه البطاقة عن العمل.
recover-finish = اعتماد مفاتيحي الجديدة
recover-done = لقد عدت
recover-done-text = مفاتيحك الجديدة تفتح ملفك. قصّ البطاقة القديمة.
recover-sign-in = الدخول بمفتاحك الجديد
setup-key-second-why = مفتاح ثانٍ محفوظ في مكان آخر يفتح كل شيء إن فقدت هذا.
recover-staff = هذه البطاقة معروفة. لا تستطيع هذه النسخة بعد صنع مفاتيح جديدة ببطاقة للفرق والمسؤولين.
recover-staff-next = استخدم مفتاحك الثاني، أو اطلب من مسؤول أن يدعوك من جديد.
recover-unknown-next = انظر إلى الأرقام مرة أخرى، وخذ أحدث بطاقة لديك. تتوقف البطاقة القديمة عندما تُصنع بطاقة جديدة. إن لم تكن لديك غيرها فاتصل برقم المناوبة.

## My file

file-title = ملفي
file-dates = لكل بطاقة تاريخ انتهاء. بعده نحذفها نهائيًا.
file-tally-open = على هذا { $device ->
    [computer] الحاسوب
   *[phone] الهاتف
  }
file-tally-sealed = مُقفل ومُرسل
file-tally-opened = اطّلع عليه الفريق
file-tally-counted = ربما فُتح
file-open = على هذا { $device ->
    [computer] الحاسوب
   *[phone] الهاتف
  } فقط. لم يُرسل بعد.
file-sealed = مُقفل ومُرسل. لم يطّلع عليه أحد بعد.
file-sealed-own = مُقفل ومُرسل
file-answering = طلبه أحد الآن. إلى أن يصل الجواب يُعدّ مفتوحًا.
file-unknown = لا يُعرف هل فُتح. يُعدّ مفتوحًا.
file-overdue = ربما فتحه أحد. لم يوقّع أحد أنه بقي مغلقًا. اسأل مسؤولًا.
file-opened = اطّلع عليه { $team }، { $when }، { $why }
file-filed = كتبه { $team } نيابة عنك. هو لك الآن.
file-empty = لا شيء هنا بعد
file-empty-text = املأه متى شئت. يبقى على هذا { $device ->
    [computer] الحاسوب
   *[phone] الهاتف
  } حتى تقفله وترسله.
file-fill-in = املأ البطاقة
file-who = من فتحه
file-kept = ما كتبته محفوظ.
file-saved-draft = محفوظ في هذه الصفحة فقط، حتى تقفله وترسله.
file-readers-title = من يقرأ ماذا
file-readers-text = محسوب من المفاتيح نفسها، الآن.
file-can-open = يستطيع الفتح
file-when-sent = عندما ترسله
file-cannot = لا يستطيع
file-sees-title = ما يراه حاسوبنا
file-sees-link = انظر بنفسك
file-leave-title = لا تترك شيئًا
file-leave-text = لكل بطاقة تاريخ انتهاء. بعده نحذفها نهائيًا. يمكنك أيضًا فعل ذلك الآن، لبطاقة أو لها كلها. يستغرق ذلك 24 ساعة، وحتى ذلك الحين يمكنك التراجع.
file-delete = حذف نهائي
file-delete-undo = سيُحذف نهائيًا { $when }. يمكنك التراجع حتى ذلك الحين.
file-only-team = { $team } وحده يستطيع فتح هذا.
file-why-until = يقرؤه { $team }، حتى { $until }.

kind-card-why = ليعرف كل فريق بماذا يناديك وأي لغات تتكلم
kind-reach-why = لنخبرك بالتغييرات في ساعاتك الآمنة
kind-travel-why = لحجز رحلتك واستقبالك
kind-notes-why = لك وحدك. لا أحد غيرك يملك مفتاحًا
kind-itinerary-why = يكتبها لك فريق السفر
kind-legal-why = لتأشيرتك ورسالة الدعوة
kind-bed-why = لتنام جيدًا وبأمان
kind-food-why = لتكون كل وجبة آمنة لك
kind-care-why = لتكون المساعدة جاهزة قبل أن تحتاج إليها
kind-safety-why = ليعرف المسؤولون ماذا يفعلون، وماذا لا يفعلون أبدًا
kind-contacts-why = بمن نتصل إذا لم نسمع منك
kind-money-why = لنعيد إليك ما دفعته
kind-case-why = ليعرف الفريق ما بقي عليه
kind-guest-list-why = ليعرف المسؤولون من دُعي
kind-choices-why = ليوزّع فريق البرنامج المقاعد بحسب الحاجة
kind-agenda-why = لك وحدك. لا أحد غيرك يملك مفتاحًا
kind-feedback-why = ليتعلّم منه فريق البرنامج
kind-seats-why = يكتبها لك فريق البرنامج
kind-circle-why = لا يعرفها إلا أهلها

field-alias = بماذا نناديك؟
field-alias-note = ليس الاسم في جوازك.
field-alias-missing = اكتب اسمًا نناديك به. ما كتبته في غيره محفوظ.
field-languages = اللغات التي تتكلمها
field-languages-note = نكتب إليك باللغة الأولى.
field-languages-missing = اذكر لغة واحدة على الأقل. الباقي محفوظ.
field-languages-most = { $most } لغات على الأكثر. اللغة التي كتبتها ليست بينها.
field-photo = هل يجوز أن تظهر في صورة؟
field-photo-none = لا، أبدًا
field-photo-ask = اسألوني كل مرة
field-photo-ok = نعم
field-channel = كيف نصل إليك؟
field-channel-signal = سيغنال
field-channel-phone = مكالمة هاتفية
field-channel-person = عن طريق شخص أثق به
field-channel-none = هنا فقط
field-address = الرقم أو الاسم هناك
field-address-note = يقرؤه فريق التأشيرات وفريق السفر والمسؤولون.
field-address-missing = اكتب أين نصل إليك. الباقي محفوظ.
field-hours-from = آمن من الساعة
field-hours-until = آمن حتى الساعة
field-hours-note = نكتب أو نتصل بين هذين الوقتين فقط، بتوقيت مكانك.
field-zone = توقيت مكانك
field-from = من أين تبدأ؟
field-from-note = مدينة أو مطار. يقرؤه فريق السفر.
field-from-missing = اكتب من أين تبدأ. الباقي محفوظ.
field-to = إلى أين تذهب بعد ذلك؟
field-earliest = أبكر يوم للمغادرة
field-latest = آخر يوم للعودة
field-avoid = بلدان يجب ألا تمر بها
field-avoid-note = نخطط لتجنبها. لا حاجة إلى ذكر السبب.
field-pickup = هل تريد أن يستقبلك أحد؟
field-pickup-yes = نعم، استقبلوني
field-pickup-no = لا، أجد طريقي
field-bags = الحقائب
field-needs = أي شيء يجب أن يعرفه فريق السفر
field-needs-note = مساعدة في الطريق أو حساسية أو مقعد تحتاج إليه. لا تكتب أبدًا قصة ما تعرضت له.
field-notes = ملاحظاتك
field-notes-note = أنت وحدك تملك المفتاح. حتى المسؤولون لا يستطيعون فتحها.
file-opening = يجري فتح ملفك…
file-no-name = لا اسم بعد
file-tally-blank = للملء
file-blank = لم تُملأ بعد. لا شيء يُقرأ.
file-looked = اطّلع عليه { $team }، { $when }، { $why }
file-written = كُتب لك وأُقفل لك.
file-read = اقرأه
file-damaged = { $count ->
    [one] شيء واحد في ملفك لا يُفتح ولا يُعرض.
    [two] شيئان في ملفك لا يُفتحان ولا يُعرضان.
    [few] { $count } أشياء في ملفك لا تُفتح ولا تُعرض.
   *[other] { $count } شيئًا في ملفك لا يُفتح ولا يُعرض.
  }
file-damaged-safe = كل ما عداه هنا.
file-damaged-next = أخبر الفريق.
file-waiting = ينتظر مفتاح الفريق
file-waiting-next = ابتداءً من دخولك القادم
file-empty-soon = تُصنع بطاقاتك عندما ينتهي الفحص.
file-typed-here = ما تكتبه يبقى على هذا { $device ->
    [computer] الحاسوب
   *[phone] الهاتف
  } حتى تقفله وترسله.
edit-card-readers = يقرؤه: { $teams }. حتى { $until }.
edit-card-odd = إحدى الإجابات تبدو غير معتادة. هي معلّمة.
edit-card-odd-next = إن كانت صحيحة فأرسلها كما هي.
edit-card-wrong = { $count ->
    [one] إجابة واحدة معلّمة أعلاه. الباقي محفوظ.
    [two] إجابتان معلّمتان أعلاه. الباقي محفوظ.
   *[other] { $count } إجابات معلّمة أعلاه. الباقي محفوظ.
  }
edit-card-anyway = إرسال كما هو
edit-card-later = ليس الآن
edit-card-elsewhere = غيّرت هذه البطاقة في نافذة أخرى.
edit-card-elsewhere-next = انظر إلى الأحدث، ثم أرسل من جديد. ما كتبته محفوظ.
edit-card-newest-show = أظهر الأحدث
edit-card-newest = الأحدث كما أُرسل
edit-card-newest-take = أبقِ الأحدث واترك ما كتبته
edit-card-yours = ما كتبته هنا
edit-card-sent = أُقفل وأُرسل.
edit-card-closed = أُغلقت النسخة السابقة نهائيًا: وقّع الشاهد على ذلك.
edit-card-not-closed = لم تُغلق النسخة السابقة بعد. لم يُجب الشاهد؛ أرسلها مرة أخرى لاحقًا.
edit-card-back = العودة إلى ملفي
field-pronouns = الضمائر
field-languages-other = لغة أخرى
field-languages-add = إضافة
field-channel-sms = رسالة نصية
field-channel-email = بريد إلكتروني
field-channel-in-person = وجهًا لوجه فقط
field-address-number = الرقم
field-address-email = العنوان
field-number-note = مع + ورمز البلد أولًا، مثل ‎+46 70 174 06 05‎.
field-email-note = يمكن لآخرين قراءة البريد في طريقه. لا نكتب فيه إلا كلمات محايدة.
field-neutral = ماذا نسمّي أنفسنا؟
field-neutral-note = إن أجاب شخص آخر أو قرأ معك: اسم وسبب لا يكشفان شيئًا.
field-from-hint = مدينة أو مطار.
field-avoid-list = واحدة في كل سطر. نخطط لتجنبها. لا حاجة لذكر السبب.
field-pickup-unsure = لا أعرف بعد
in-person-on = حسنًا. أرسل هذه البطاقة كما هي؛ لا حاجة إلى المزيد.
in-person-off = عندها لا تكتب شيئًا هنا.
problem-needed = هذا يحتاج إلى إجابة. الباقي محفوظ.
problem-card-alias-needed = { field-alias-missing }
problem-card-languages-needed = { field-languages-missing }
problem-reach-address-needed = { field-address-missing }
problem-travel-from-needed = { field-from-missing }
problem-many = يمكن حفظ 20 بلدًا هنا على الأكثر. اكتب الباقي تحت «{ field-needs }».
problem-address = لا يبدو هذا رقمًا أو عنوانًا كاملًا. ما كتبته محفوظ.
phone-kept = سنحفظ:
phone-offered = هل هو أحد هذه؟ اختره، أو انظر إلى الرقم مرة أخرى. ما كتبته محفوظ.
phone-local = ضع قبله + ورقم البلد، واحذف الصفر الأول. ما كتبته محفوظ.
phone-two = هذا أكثر من رقم. اكتب رقمًا واحدًا هنا. ما كتبته محفوظ.
phone-wrong = لا نستطيع قراءة هذا كرقم. انظر إليه مرة أخرى. ما كتبته محفوظ.
phone-odd = لا توجد في هذا البلد أرقام كهذا. انظر إليه مرة أخرى. ما كتبته محفوظ.
problem-field = شيء هنا لا يمكن حفظه. انظر إليه مرة أخرى. ما كتبته باقٍ هنا.
problem-too-long = أحد الأسطر أطول مما يجب. اكتب بلدًا واحدًا في كل سطر. ما كتبته محفوظ.
never-read = كما يراه فريق السفر
never-unknown = «{ $name }» ليس بلدًا نعرفه. يمكنك إرساله: يقرؤه الفريق ويخطط بنفسه.
never-several = «{ $name }»: نتجنب كل هذه.
never-partly = «{ $name }»: لا نعرف كل ما فيه. يقرؤه الفريق أيضًا.
never-also = يتوقف الفحص أيضًا عند ما يتبعه أو ما يسيطر عليه أو يطالب به: { $countries }.
never-only = { $country } فقط
today-welcome = أهلًا بك
today-hello = مرحبًا، { $alias }
today-next = التالي
today-fill = املأ بطاقاتك
today-fill-text = { $count ->
    [one] بطاقة واحدة ما زالت فارغة. خذ وقتك: ما ترسله يمكن تغييره.
    [two] بطاقتان ما زالتا فارغتين. خذ وقتك: ما ترسله يمكن تغييره.
   *[other] { $count } بطاقات ما زالت فارغة. خذ وقتك: ما ترسله يمكن تغييره.
  }
today-nothing = لا شيء تفعله الآن
today-nothing-text = تم كل شيء. رحلتك خلفك.
today-leg = التالي في رحلتك
today-leg-open = انظر إلى رحلتي
today-stop = التالي في يومي
today-stop-open = انظر إلى يومي
today-offer = مقعد محجوز لك: { $title }.
today-offer-until = حتى { $until }. قل نعم أو لا في «يومي». لا تخسر شيئًا إن قلت لا.
today-first = البرنامج هنا:
today-changed = تغيّر شيء في البرنامج:
today-checking = يجري فحص السجل كله. يمكنك المتابعة في هذه الأثناء.
today-checked-not-whole = فُحص السجل كله { $when }. لم يُفسَّر بعد كل قيد يخصك. انظر:
today-checked = فُحص السجل كله { $when }. لا ينقص شيء.
today-file-text = اقرأه، غيّره، وانظر من يستطيع قراءته
today-who-text = كل اطّلاع يترك سطرًا لا يستطيع أحد محوه
today-day-text = ما يأتي بعد، وما بينه من وقت حر
today-journey-text = رحلاتك، ومن يستقبلك
today-leg-way = { $mode } من { $from } إلى { $to }
today-wait-text = يحجز فريق السفر رحلتك ويضعها هنا مقفلة لك.

## Journey

journey-title = رحلتك
journey-title-to = رحلتك إلى { $place }
journey-empty = لا رحلة بعد
journey-empty-text = يحجزها فريق السفر ويضعها هنا، مقفلة لك.
journey-next = التسجيل التالي
journey-checkin = أنا بخير
journey-seat = المقعد
journey-bags = الحقائب
journey-booking = الحجز
journey-any = أي مقعد
journey-rides = يرافقك
journey-change = **{ $time }** للتبديل. { $what }
journey-meets = من يستقبلك
journey-they-say = يُظهر ويقول
journey-you-answer = تجيب
leg-dependent = { $place } تابعة لبلد آخر: { $countries }.
leg-disputed = { $place } متنازع عليها. يسيطر عليها أو يطالب بها: { $countries }.
leg-dependent-next = قد تكون القواعد والضباط هناك من ذلك البلد.
leg-disputed-next = قد تكون القواعد والضباط هناك من أي من هذه البلدان.
journey-wrong = إذا كانت الصورة أو الكلمة خطأ، ابق في القاعة واضغط ساعدني الآن.
journey-same-zone = مثل توقيت ستوكهولم
journey-keep = احفظ هذه الصفحة على { $device ->
    [computer] حاسوبي
   *[phone] هاتفي
  }
journey-keep-text = مقفلة، دون شبكة، حتى تصل.
journey-written = كتبها فريق السفر، { $when }
journey-way-home = طريق العودة
journey-not-booked = لم يُحجز
journey-meets-from = من { $time } { $zone }.
journey-meets-show = يُظهرون: { $what }
journey-meets-say = يقولون
journey-note = من فريق السفر
journey-readers = يستطيع قراءته غيرك
journey-arrives-day = ‏{ $zone }، { $day }
journey-change-go = تابع إلى { $place }.
journey-change-at = تغيّر في { $place }.

## Names of kinds

kind-card = عنك
kind-reach = كيف نصل إليك
kind-travel = السفر
kind-notes = ملاحظاتي
kind-itinerary = رحلتك
kind-legal = جواز السفر والتأشيرة
kind-bed = الغرفة
kind-food = الطعام
kind-care = الصحة والاحتياجات الخاصة
kind-safety = السلامة
kind-contacts = جهات الاتصال
kind-money = المال
kind-case = قائمة المهام
kind-programme = البرنامج
kind-site = نصوص الجزء المفتوح
kind-guest-list = قائمة الضيوف
kind-choices = اختياراتك
kind-agenda = أيامك الخاصة
kind-feedback = كيف كانت
kind-seats = مقاعدك
kind-circle = حلقة لك
kind-self = ما تتذكره صفحتك
kind-inbox = ما يجد رسائلك
kind-reserved = أماكن محفوظة لمن يأتي لاحقًا
kind-tags = ما يجد الرسائل إلى فريق
kind-keys = مفاتيح الفريق
kind-state = إلى أين وصل الفريق
kind-of-team = ‏{ $kind }، { $team }
aside-aside = أرسل { $name } شيئًا في مكان: { $kind }. وهو ليس كذلك، فوضعناه جانبًا.
aside-aside-safe = ما تراه هنا لم يتأثر به. يمكنك متابعة الكتابة.
aside-aside-next = أخبر مسؤولًا.
aside-unsigned = هناك شيء لم يوقّعه أحد في مكان: { $kind }. وضعناه جانبًا.
aside-conflict = كتب { $name } في الوقت نفسه مع شخص آخر: { $kind }. ما تراه هنا كان أولًا.
aside-conflict-safe = لم يضع شيء.
aside-conflict-next = إن كان هنا شيء ناقص فاسأل من كتبه.
aside-broken = أقفل { $name } هذا بطريقة لا يستطيع معها أحد أن يفتحه: { $kind }.
aside-broken-safe = كل ما عداه هنا.
aside-broken-next = اكتبه من جديد، فتحل كلماتك محله. وأخبر مسؤولًا أيضًا.

## The rules of the event

rules-usual = قواعد هذه الفعالية هي القواعد المعتادة.
rules-differ = { $count ->
    [one] قاعدة واحدة ليست المعتادة
    [two] قاعدتان ليستا المعتادتين
    [few] { $count } قواعد ليست المعتادة
   *[other] { $count } قاعدة ليست المعتادة
  }
rules-differ-text = كتبها المسؤول الأول. توقيعك عليها أيضًا، فضع علامة عند كل قاعدة توافق عليها. ما في ملف الضيف يحمل الاسم الذي يقرؤه الضيف، والمخاطَب فيه هو الضيف.
rules-loose = بعض القواعد هنا أوسع من المعتاد
rules-loose-text = ضع علامة عند كل قاعدة قرأتها. لن يُطلب منك مفتاح قبل ذلك.
rules-changed = { $base ->
    [usual] بعض القواعد هنا أوسع من المعتاد
   *[before] صارت القواعد أوسع
  }
rules-changed-text = { $base ->
    [usual] ضع علامة عند كل قاعدة قرأتها. لن يُرسل شيء مما يخصك قبل ذلك.
   *[before] غيّرها المسؤولون منذ موافقتك. ضع علامة عند كل قاعدة قرأتها.
  }
rules-changed-safe = ما أرسلته من قبل تبقى له قواعد يومه. وما كتبته بعد ذلك محفوظ في هذه الصفحة.
rules-confirm = قرأتها، تابع
rules-ask = إن أقلقتك إحداها، فاسأل مسؤولًا قبل أن تتابع.
rules-none = وافقت على القواعد كما هي الآن.
rules-to-file = إلى ملفي
rules-looser = أوسع
rules-not-looser = ليست أوسع
rules-nobody = لا أحد
rules-owner = الشخص نفسه
rules-desk = { $now ->
    [yes] هنا فريق إضافي: { $name }.
   *[no] لا يوجد { $name }.
  }
rules-kind = { $now ->
    [yes] هنا نوع إضافي من البطاقات: «{ $name }».
   *[no] لا توجد بطاقة «{ $name }».
  }
rules-role = { $now ->
    [yes] هنا دور إضافي: { $name }.
   *[no] لا يوجد دور { $name }.
  }
rules-owned = { $now ->
    [person] «{ $name }» ملك للشخص الذي تتحدث عنه.
   *[other] «{ $name }» ملك لفريق، لا للشخص الذي تتحدث عنه.
  }
rules-gated = { $now ->
    [yes] لا يمكن فتح «{ $name }» دون سطر في السجل.
   *[no] يمكن فتح «{ $name }» دون سطر في السجل: لا يرى أحد من اطّلع عليها.
  }
rules-readers = يستطيع قراءة «{ $name }»: { $now }. { $base ->
    [usual] المعتاد:
   *[before] من قبل:
  } { $before }.
rules-filing = «{ $name }» لمن لم ينضم بعد يملؤه: { $now }. { $base ->
    [usual] المعتاد:
   *[before] من قبل:
  } { $before }.
rules-ends-on = ينتهي الحدث في { $now }. ما يُقفل من أجله يُحفظ عددًا من الأيام بعد ذلك اليوم. { $base ->
    [usual] المعتاد:
   *[before] من قبل:
  } { $before }.
rules-writers = يكتب «{ $name }»: { $now }. { $base ->
    [usual] المعتاد:
   *[before] من قبل:
  } { $before }.
rules-batch = «{ $name }»: يمكن فتح ما يصل إلى { $now } بلمسة واحدة. { $base ->
    [usual] المعتاد:
   *[before] من قبل:
  } { $before }.
rules-per-hour = «{ $name }»: يستطيع شخص واحد فتح ما يصل إلى { $now } في الساعة. { $base ->
    [usual] المعتاد:
   *[before] من قبل:
  } { $before }.
rules-per-day = «{ $name }»: يستطيع شخص واحد فتح ما يصل إلى { $now } في اليوم. { $base ->
    [usual] المعتاد:
   *[before] من قبل:
  } { $before }.
rules-keep-days = «{ $name }»: تُحفظ بعد الفعالية عدد أيام: { $now }. { $base ->
    [usual] المعتاد:
   *[before] من قبل:
  } { $before }.
rules-ways = طرق دخول { $name }: { $now }. { $base ->
    [usual] المعتاد:
   *[before] من قبل:
  } { $before }.
rules-credentials = عدد المفاتيح التي يحتاجها { $name }: { $now }. { $base ->
    [usual] المعتاد:
   *[before] من قبل:
  } { $before }.
rules-backup = { $now ->
    [yes] يجوز لـ{ $name } استعمال مفتاح يمكن نسخه إلى حساب على الإنترنت.
   *[no] لا يجوز لـ{ $name } استعمال مفتاح يمكن نسخه إلى حساب على الإنترنت.
  }
rules-attestation = { $now ->
    [none] { $name }: لا يطلب أحد إثباتًا لطراز المفتاح.
    [preferred] { $name }: إثبات طراز المفتاح مرغوب وليس لازمًا.
   *[required] { $name }: إثبات طراز المفتاح لازم.
  }

## Who opened my file

who-title = من فتح ملفي
who-not-whole = لم يتغيّر شيء. لم يُفسَّر بعد كل ما يخصك.
who-whole = لا ينقص شيء، ولم يتغير شيء.
who-whole-text = فحص { $device ->
    [computer] حاسوبك
   *[phone] هاتفك
  } كل القيود ({ $count }) الآن. شاهدان من الخارج متفقان.
who-whole-one-text = فحص { $device ->
    [computer] حاسوبك
   *[phone] هاتفك
  } كل القيود ({ $count }) الآن. الشاهد الخارجي متفق.
who-checking = جارٍ الفحص، { $done } من { $total }
who-checking-text = يمكنك القراءة أثناء الفحص.
who-stale = آخر فحص { $when }
who-stale-text = لا شبكة لفحص جديد. ما هو لك يبقى لك.
who-looked = **{ $team }** اطّلع على **{ $kind }**.
who-looked-name = **{ $name }**، { $team }، اطّلع على **{ $kind }**.
who-you = **أنت** فتحت **{ $kind }**.
who-officers = **مسؤولان معًا** اطّلعا على **{ $kind }**.
who-reason = { $reason }
who-nobody = لم يطّلع أحد على ملفك.
who-nobody-kinds = لم يطّلع أحد على **{ $kinds }**.
who-outside-hours = خارج ساعات العمل
who-show-proof = أظهر الإثبات
who-hide-proof = أخفِ الإثبات
who-proof-place = القيد في السجل، في الموضع **{ $place }**.
who-proof-added = لم يحدث للسجل سوى الإضافة منذ آخر مرة نظرت فيها.
who-proof-witness = وقّعه الشاهد.
who-proof-key = المفتاح الذي فتحه يعود إلى { $team }.
who-fingerprint = بصمة السجل
who-save-proof = احفظ الإثبات
who-ask = اسأل عن قيد
who-today = اليوم
who-yesterday = أمس
who-checking-all = تقرأ صفحتك السجل كله وتبحث عن السطور التي تخصك. يمكنك المتابعة في هذه الأثناء.
who-whole-text-named = فحص { $device ->
    [computer] حاسوبك
   *[phone] هاتفك
  } كل القيود وعددها { $count }، { $when }. والشاهد «{ $witness }» يوافق.
who-one-witness = شاهد واحد يراقب السجل: «{ $witness }». لو كذب هو وحاسوبنا معًا لما عرفت هذه الصفحة.
who-unread = { $count ->
    [one] ربما فتح أحد ظرفًا من ظروفك. لم يوقّع أحد أنه بقي مغلقًا.
    [two] ربما فُتحت ظروفك مرتين. لم يوقّع أحد أنها بقيت مغلقة.
   *[other] ربما فُتحت ظروفك { $count } مرات. لم يوقّع أحد أنها بقيت مغلقة.
  }
who-which = يخص: { $kinds }.
who-unread-next = هو في السجل، في الموضع { $places }. اسأل مسؤولًا.
who-refused-title = طُلب ولم يُفتح
who-refused = **{ $team }** طلب **{ $kind }**. قال الشاهد لا.
who-answering = { $count ->
    [one] تجري الآن الإجابة عن قيد واحد يخصك.
    [two] تجري الآن الإجابة عن قيدين يخصانك.
   *[other] تجري الآن الإجابة عن { $count } قيود تخصك.
  }
who-answering-next = انظر مجددًا بعد 20 دقيقة. حتى ذلك الحين نعدّه مفتوحًا.
who-not-known = { $count ->
    [one] قيد واحد لا يُعرف هل فُتح به شيء.
    [two] قيدان لا يُعرف هل فُتح بهما شيء.
   *[other] { $count } قيود لا يُعرف هل فُتح بها شيء.
  }
who-not-known-next = نعدّه مفتوحًا. وهو في الموضع { $places }.
who-set-aside = { $count ->
    [one] وُضع هنا سطر واحد غير صحيح. لا نعرضه.
    [two] وُضع هنا سطران غير صحيحين. لا نعرضهما.
   *[other] وُضعت هنا { $count } أسطر غير صحيحة. لا نعرضها.
  }
who-set-aside-next = أرِ هذه الصفحة لمسؤول.
who-short = وقّع الشاهد إجابات أكثر مما يعرضه حاسوبنا.
who-short-next = أرِ هذه الصفحة لمسؤول.
who-tag-unknown = لم نتمكن من التحقق أيُّ ظروفك كان.
who-not-member = لم يكن في { $team } حينها
who-proof-added-all = قُرئ السجل كاملًا، ولم يُضف إليه إلا جديد.
who-notices = عن مفاتيحك
notice-card-login = استُخدمت بطاقة الاستعادة للدخول.
notice-other = سُجّل: { $what }
who-looked-the = **{ $team }** اطّلع على **{ $kind }**.
notice-rekey = صُنعت مفاتيح جديدة وبطاقة جديدة. القديمة لم تعد تفتح شيئًا.
notice-login-refused = حاول أحد الدخول باسمك ورُفض.
notice-key-added = أُضيف مفتاح.

## Keys and devices

keys-title = المفاتيح والأجهزة
keys-yours = مفاتيحك
keys-key = المفتاح { $number }
keys-added = أُعدّ في { $day }
keys-last = آخر استخدام { $when }
keys-add = أعدّ مفتاحًا آخر
keys-add-text = تحتاج إلى المفتاح الجديد وإلى مفتاح لديك الآن. المس الجديد مرتين أولًا.
keys-add-new = المس المفتاح الجديد
keys-add-ready = المفتاح الجديد يعمل. لم يتغير شيء بعد.
keys-add-then = خذ الآن مفتاحًا لديك من قبل والمسه مرة واحدة. فيوقّع أن الجديد لك أيضًا.
keys-add-old = المس مفتاحًا لديّ
keys-added-now = المفتاح الجديد صار لك. يفتح ملفك، وهو مكتوب في السجل.
keys-here = دخلت بهذا المفتاح
keys-replace = استبدل
keys-replace-what = مفتاح آخر مكان { $key }
keys-replace-then = خذ الآن مفتاحًا لديك من قبل ويبقى لك، والمسه مرة واحدة. بهذه اللمسة ينتهي { $key }.
keys-replaced-now = المفتاح الجديد صار لك، والقديم لا يدخل إلى أي مكان بعد الآن.
keys-name = سمّه
keys-name-what = اسم لـ { $key }
keys-name-field = الاسم
keys-name-note = شكله أو مكانه. الاسم مقفل: لا يستطيع حاسوبنا قراءته.
keys-name-do = احفظ الاسم
keys-end = أنهِ
keys-end-what = إنهاء { $key }؟
keys-end-do = أنهِه بلمسة واحدة من مفتاح آخر
keys-end-does-login = لا يدخل { $key } إلى أي مكان منذ ذلك الحين، ولا يعود أبدًا.
keys-end-does-pages = الصفحات التي فُتحت به تُقفل فورًا.
keys-end-does-slots = يحذف حاسوبنا ما يفتحه هذا المفتاح.
keys-end-not = هذا لا يلغي ما قُرئ من قبل. من لديه المفتاح ورقمه السري ونسخة قديمة من بياناتنا ما زال يستطيع قراءة ملفك، وما يأتي أيضًا.
keys-end-not-card = إن كان أحد قد يملكها، فعد ببطاقة الاستعادة واصنع كل المفاتيح من جديد.
keys-end-not-officer = إن كان أحد قد يملكها، فاتصل بمسؤول الآن.
keys-ended-now = انتهى { $key }. لا يفتح هنا شيئًا بعد الآن.
keys-places = أين أنت داخل
keys-places-text = إن كنت لا تعرف أحدها فأنهِها كلها. ثم انظر إلى مفاتيحك أعلاه.
keys-places-end = اخرج من كل مكان آخر
keys-places-ended = خرجت من كل مكان آخر.
keys-card = بطاقة الاستعادة
keys-card-new = اصنع بطاقة جديدة
keys-lost = فقدت مفتاحًا
keys-lost-text = أخبر مسؤولًا، شخصيًا أو بالهاتف.{ $keys ->
    [one] {""}
   *[other] {" "}مفتاحك الآخر ما زال يفتح كل شيء.
  }
keys-lost-end = أنهِ المفتاح الضائع أعلاه، بلمسة من مفتاح لديك.
keys-lost-replace = ضع مفتاحًا آخر مكانه أعلاه. إن لم يكن لديك مفتاح الآن، فاطلب من مسؤول أن يوقف دخولك حتى تحصل على واحد.
keys-lost-card = إن كان أحد قد يعرف رقمه السري، فعد أيضًا ببطاقة الاستعادة: تصنع مفاتيح جديدة، والقديمة لا تفتح شيئًا بعدها.
keys-no-team = لقد دخلت. سيضمك مسؤول إلى فريق بعد ذلك.
keys-no-team-next = حتى ذلك الحين لا شيء يُفتح. ادخل من جديد عندما يُقال لك.
keys-out = اقفل هذه الصفحة
keys-kept-nothing = لا يُحفظ شيء على هذا { $device ->
    [computer] الحاسوب
   *[phone] الهاتف
  }. عندما تغلق الصفحة، يختفي كل شيء من هنا.
keys-unused = لم يُستخدم بعد
keys-one = لديك مفتاح واحد. أعدّ مفتاحًا ثانيًا واحفظه في مكان آخر: إن ضاع هذا احتجت إلى بطاقتك.
keys-needed = دورك يحتاج إلى { $count ->
    [two] مفتاحين
    [few] { $count } مفاتيح
   *[other] { $count } مفتاحًا
  }. لذلك لا ينتهي مفتاح لك إلا مع اللمسة التي تعدّ مفتاحًا آخر.
keys-card-none = لا توجد بطاقة
keys-card-none-text = اسأل مسؤولًا كيف تعود إن ضاع مفتاحك.
keys-card-unused = لم تُستخدم قط
keys-sessions = { $count ->
    [one] الدخول من مكان واحد: هنا.
    [two] الدخول من مكانين.
   *[other] الدخول من { $count } أماكن.
  }
more-out-text = يفتحها مفتاحك من جديد

## What our computer can see

sees-title = ما يراه حاسوبنا
sees-text = هذا كل ما يوجد عنك على حاسوبنا، كما هو تمامًا.
sees-closed = { $count ->
    [zero] لا أظرف مغلقة
    [one] ظرف مغلق واحد
    [two] ظرفان مغلقان
    [few] { $count } أظرف مغلقة
   *[other] { $count } ظرفًا مغلقًا
  }، وحجمها، وتواريخ انتهائها. لا اسمك، ولا كلمة مما بداخلها.
sees-when = متى أُرسل شيء أو فُتح، بدقة الساعة
sees-keys = أن لديك مفاتيح، لا أين هي
sees-language = اللغة التي اخترتها
sees-live = كما هو هناك الآن
sees-cannot-hide = يمكن أن يُرى على الشبكة التي تستخدمها أن متصفحًا جاء إلى هنا، ومتى.
sees-empty = فارغ
sees-more = و{ $count } أخرى
sees-rows = { $count ->
    [one] صف واحد، في كل صف { $facts } معلومة
    [two] صفان، في كل صف { $facts } معلومة
   *[other] عدد الصفوف { $count }، في كل صف { $facts } معلومة
  }
sees-table-member = مكانك في قائمة الأعضاء
sees-table-credential = مفاتيحك
sees-table-slot = ما تفتحه مفاتيحك، وهو مغلق
sees-table-card = بطاقة الاستعادة
sees-table-session = أين أنت داخل الآن
sees-table-invite = دعوتك
sees-table-record = ظروفك، وهي مغلقة
sees-table-members-seed = مفتاحك إلى البرنامج، مقفلًا
sees-table-log-sealed = سطور مغلقة في السجل عنك
sees-table-notice = ملاحظات عن مفاتيحك
sees-can = يستطيع أن يرى
sees-cannot = لا يستطيع أن يرى
sees-envelopes = ظروفًا مغلقة، وحجمها، ولأي الفرق هي، وتواريخ انتهائها
sees-seats = حين تأخذ مقعدًا شاغرًا: لأي جلسة. يُحفظ بلا اسمك
sees-names = اسمك، ولا ما تكتبه، ولا صلتك بأحد

## Help now

help-title = ساعدني الآن
help-text = يجيبك إنسان، ليلًا ونهارًا. بعد أن تُفتح هذه الصفحة مرة، تعمل دون مفتاح ودون شبكة.
help-call = اتصل برقم المناوبة
help-say = قل هذا
help-say-words = «أنا { $alias }. أحتاج إلى المساعدة.»
help-say-met = «أنا { $alias }. أنا في { $place }. لم يستقبلني أحد.»
help-change-words = غيّر الكلمات
help-in-swedish = بالسويدية
help-quiet = إذا كنت لا تستطيع الكلام
help-code = أرسل رمزًا من قصاصتك
help-code-text = برسالة نصية، أو اقرأه لأي شخص في المكتب
help-come = اطلب أن يأتي أحد
help-come-text = يتأكد إنسان معك قبل أن يحدث أي شيء آخر
help-other = مساعدة أخرى
help-tell = أخبرنا عن شيء حدث
help-tell-text = أنت تختار من يقرؤه. يمكنك ألا تذكر اسمك.
help-sos = الإسعاف والإطفاء والشرطة في السويد
help-no-number = لم يُحدد رقم مناوبة بعد. اسأل من دعاك.
help-slip = اسأل الآن عن رقم المناوبة
help-slip-text = قبل الدخول لا تعرف هذه الصفحة الرقم. هو مكتوب في صفحة دعوتك. ويستطيع من دعاك أن يقوله لك: اكتبه.
help-say-words-none = «أنا ضيف. أحتاج إلى المساعدة.»
help-say-not-met = «وصلت. لم يستقبلني أحد.»
help-say-note = لا حاجة أن تقول سبب وجودك، لنا أو لغيرنا.
help-swedish = بالسويدية، لتُريه لأي شخص
help-swedish-words = «Kan du hjälpa mig att ringa det här numret?»
help-swedish-note = معناها: هل يمكنك مساعدتي في الاتصال بهذا الرقم؟

## After Exit

exit-title = الصفحة مغلقة
exit-text = خرجت مفاتيحك من هذا المتصفح. لم يبق شيء مما يخصك في الصفحة.
exit-limits = قد يتذكر المتصفح أنك زرتها. أغلق علامة التبويب هذه لتطمئن.
exit-back = افتح من جديد

## Work queue

queue-title = قائمة العمل
queue-mine = لي
queue-team = للفريق
queue-done = تم
queue-due = الموعد
queue-person = الشخص
queue-what = ما يجب فعله
queue-envelope = الظرف
queue-with = عند
queue-late = متأخر
queue-today = اليوم
queue-week = هذا الأسبوع
queue-later = لاحقًا
queue-no-date = دون تاريخ
queue-yesterday = أمس
queue-sealed = مقفل
queue-looked = اطُّلع عليه
queue-open = مفتوح
queue-set-aside = { $count ->
    [one] مدخل واحد لفريقك لا يصحّ ولا يُعرض.
    [two] مدخلان لفريقك لا يصحّان ولا يُعرضان.
    [few] { $count } مدخلات لفريقك لا تصحّ ولا تُعرض.
   *[other] { $count } مدخلًا لفريقك لا يصحّ ولا يُعرض.
  }
queue-set-aside-safe = كل ما عداه هنا.
queue-set-aside-next = اتصل برقم المناوبة.
queue-empty = لم يبق شيء
queue-empty-text = ما يصل يظهر هنا بحسب تاريخه.
queue-take = خذه
queue-mark-done = تم
queue-undo = تراجع
queue-keys-move = أسفل، أعلى
queue-keys-open = فتح
queue-keys-search = بحث
queue-keys-all = كل المفاتيح
queue-you-are = أنت { $alias }
queue-new-person = شخص جديد
queue-taken = أخذتَه أنت
queue-first-leg = المرحلة الأولى ناقصة
queue-book-home = احجز طريق العودة
queue-book-journey = احجز الرحلة
queue-check-journey = راجع الرحلة
queue-answer = أجب
queue-undated = دون تاريخ بعد
queue-closed = تواريخها ما زالت مغلقة
queue-loading = نقرأ القائمة ونتحقق من كل ظرف…
queue-not-yours = لست في هذا الفريق.
queue-not-yours-next = يستطيع أحد المسؤولين إدخالك.
queue-nobody = لم ينضم أحد بعد
queue-nobody-text = يظهر كل شخص هنا منذ لحظة إدخاله.
queue-mine-empty = لا شيء عندك بعد
queue-mine-empty-text = خذ أحدًا من قائمة الفريق بالمفتاح a.
queue-not-found = لم نجد شيئًا
queue-not-found-text = نبحث فقط في ما هو مفتوح على هذا الحاسوب.
queue-no-envelope = لم يُرسل شيء
queue-closed-what = مغلق
queue-closed-part = جزء منه ما زال مغلقًا
queue-ask-person = تحدث معه: يريد أن يخبرك شخصيًا
queue-booked = كُتبت الرحلة
queue-sent = أُرسلت الرحلة
queue-from = يبدأ من { $place }
queue-problems = { $count ->
    [one] شيء واحد للمراجعة
    [two] شيئان للمراجعة
   *[other] { $count } أشياء للمراجعة
  }
queue-problems-all = { queue-problems }.
queue-keys-touch = افتح القائمة
queue-keys-close = أغلق اللوح الجانبي
queue-keys-title = مفاتيح هذه الصفحة
open-queue = افتح القائمة
open-what = يفتح { $count ->
    [one] ظرفًا واحدًا
    [two] ظرفين
   *[other] { $count } أظرف
  } لـ { $people ->
    [one] شخص واحد
    [two] شخصين
   *[other] { $people } أشخاص
  }
open-seen = لمسة واحدة. يستطيع كل شخص أن يرى أنك اطّلعت، ولماذا.
open-notes = يفتح { $count ->
    [one] ملاحظة واحدة
    [two] ملاحظتين
   *[other] { $count } ملاحظات
  } لفريقك
open-notes-seen = لمسة واحدة. هي ملك فريقك، ولا يُفتح ظرف أحد.
open-stayed = { $count ->
    [one] بقي ظرف واحد مغلقًا.
    [two] بقي ظرفان مغلقين.
   *[other] بقيت { $count } أظرف مغلقة.
  }
left-out = { $count ->
    [one] لا يمكن استعمال مفتاح { $people }، ولم يُعطَ المفتاح الجديد.
   *[other] لا يمكن استعمال مفاتيح { $people }، ولم تُعطَ المفتاح الجديد.
  }
left-out-safe = لدى الجميع غيرهم المفتاح الجديد.
left-out-next = من لم يُعطَ المفتاح لا يقرأ شيئًا من هذه المجموعة حتى تكون له مفاتيح جديدة. أخبره وجهًا لوجه: ينهي مسؤول عضويته ويدعوه من جديد.
teamkey-first = ليس لفريقك مفتاح بعد.
teamkey-first-text = قبل ذلك لا يمكن إقفال شيء لكم. يُصنع هنا، في هذا المتصفح، بلمسة واحدة.
teamkey-make = اصنع مفتاح الفريق
teamkey-next = تغيّر فريقك. يحتاج إلى مفتاحه التالي.
teamkey-stopped = أُوقف دخول { $people }. لا يصل إلى فريقك شيء جديد قبل مفتاحه التالي.
teamkey-next-text = { $count ->
    [one] مفتاح جديد يفتح ما يأتي من الآن، لك وحدك.
    [two] مفتاح جديد يفتح ما يأتي من الآن، لكما أنتما الاثنين ولا أحد غيركما.
   *[other] مفتاح جديد يفتح ما يأتي من الآن، لكم أنتم الـ{ $count } ولا أحد غيركم.
  }
teamkey-make-next = اصنع المفتاح التالي
case-title = ملاحظة فريقك
person-elsewhere = ‏{ $team }: { $state }
case-note = لا يقرؤها إلا فريقك. دون أسماء ودون أرقام وثائق.
case-state = إلى أين وصلنا
case-state-new = جديد
case-state-asked = سُئل
case-state-waiting = بالانتظار
case-state-held = محجوز دون دفع
case-state-booked = تم الحجز
case-state-told = أُبلغ
case-state-done = تم
case-save = احفظ الملاحظة
case-saved = حُفظت الملاحظة. يراها فريقك.

## Person

person-opened = فتحتَ { $kind } في { $time } **{ $why }**. يستطيع { $alias } أن يرى ذلك.
person-not-opened = مغلق. فتحه يُكتب في السجل، ويستطيع { $alias } أن يراه.
person-open = افتح { $kind }
person-open-why = لماذا تفتحه؟
person-open-choose = اختر سببًا
person-open-needed = اختر لماذا تفتحه. لم يُفتح شيء بعد.
person-open-why-note = يقرأ { $alias } هذا.
person-reason-book = لحجز الرحلة
person-reason-change = لتغيير حجز
person-reason-meet = لترتيب الاستقبال
person-reason-letter = لكتابة الرسالة
person-reason-visa = للمساعدة في التأشيرة
person-reason-reach = للتواصل
person-reason-check = للتحقق من خطأ
person-touch = المس مفتاحك لفتحه
person-closes = يُغلق من جديد في { $time }.
person-journey = الرحلة
person-never-through = لا يمر أبدًا بـ
never-meant = ‏{ $meant } («{ $name }»)
never-more = ‏{ $names }؛ { $name }
never-unchecked = لم نستطع التحقق من: { $names }.
never-unchecked-next = لا نعرفه، أو لا نعرف كل ما فيه. انظر إلى كل مرحلة بنفسك.
person-pickup = الاستقبال
person-reach = التواصل
person-languages = اللغات
person-speaks = { $languages }. التواصل عبر { $channel }، { $from }–{ $until } { $zone }.
person-sealed-others = مقفل لفرق أخرى
person-not-yours = مفتاحك لا يفتح هذه.
person-add-leg = أضف مرحلة
person-book-home = احجز طريق العودة
person-filed-by-you = كتبه المكتب. يصبح ملكًا للشخص عندما ينضم.
person-no-file = لا ملف بعد
person-no-file-text = لم يُرسل شيء بعد
person-closed = { $count ->
    [one] ظرف واحد مغلق أمامك.
    [two] ظرفان مغلقان أمامك.
   *[other] { $count } أظرف مغلقة أمامك.
  }
person-closed-seen = الفتح يُكتب في السجل، ويستطيع { $alias } أن يراه.
person-open-all = { $count ->
    [one] افتحه
    [two] افتحهما
   *[other] افتح { $count }
  }
person-before-key = { $count ->
    [one] أُقفل ظرف واحد قبل أن يملك فريقك هذا المفتاح.
    [two] أُقفل ظرفان قبل أن يملك فريقك هذا المفتاح.
   *[other] أُقفلت { $count } أظرف قبل أن يملك فريقك هذا المفتاح.
  }
person-before-key-next = ما كتبه صاحبه يُقفل لكم من جديد عندما يدخل المرة القادمة.
person-journey-closed = الرحلة موجودة ومغلقة. افتحها لتغيّرها.
person-change-journey = غيّر الرحلة
person-neutral = أنت على هاتفه باسم
person-tells = سيخبرك شخصيًا
person-not-before = ليس قبل
person-home-by = في البيت قبل
person-note = للعلم
person-meet-words = يقولون
person-meet-answer = الجواب
reach-by = التواصل عبر { $channel }.
reach-by-hours = التواصل عبر { $channel }، { $from }–{ $until } { $zone }.
reach-in-person-only = شخصيًا فقط.
person-from = يبدأ من
person-their-notes = ملاحظاته الخاصة
person-closed-to-team = مغلق أمام فريقك
person-you-opened = فتحتَ هذا في { $time } { $why }.
person-can-see = يستطيع { $alias } أن يرى ذلك.

## Itinerary editor

edit-title = رحلة { $alias }
edit-leg = المرحلة { $number }
edit-mode = الوسيلة
edit-line = الخط والرقم
edit-line-note = مثل SK 902 أو Bus 2.
edit-line-wrong = «{ $typed }» ليس خطًا. حرفان ثم رقم. ما كتبته محفوظ.
edit-from = من
edit-to = إلى
edit-place-note = ثلاثة حروف للمطار، واسم لغيره.
edit-day = اليوم
edit-leaves = المغادرة
edit-arrives = الوصول
edit-arrives-day = يوم الوصول
edit-zone = التوقيت هناك
edit-seat = المقعد
edit-bags = الحقائب
edit-booking = الحجز
edit-booking-wrong = رقم الحجز من خمسة إلى سبعة حروف وأرقام. ما كتبته محفوظ.
edit-order = يصل قبل أن يغادر. انظر إلى الأيام والأوقات والتوقيت. ما كتبته محفوظ.
edit-short = { $minutes } دقيقة لتبديل الطائرة. يلزم 45 أو أكثر.
edit-avoid = تحقّق من هذه المرحلة: قد تمر عبر { $country }. استبعده { $alias }.
edit-add = أضف مرحلة
edit-remove = أزل هذه المرحلة
edit-word-they = الكلمة التي يقولونها
edit-word-you = الكلمة التي يجيب بها { $alias }
edit-meet = مكان اللقاء
edit-send = قفل وإرسال إلى { $alias }
edit-sent = مُقفل ومُرسل. يراه { $alias } في المرة القادمة.
edit-unsent = لم يُرسل بعد
edit-carrier = الخط
edit-number = الرقم
edit-clock-there = بساعة المكان
edit-change-leg = غيّر المرحلة { $number }
edit-fold = اطوِ
edit-up = ارفع المرحلة { $number }
edit-down = أنزل المرحلة { $number }
edit-remove-nth = احذف المرحلة { $number }
edit-note = أي شيء آخر
edit-note-note = يقرؤها { $alias } مع الرحلة.
edit-meet-note = يرى { $alias } الصورة والكلمتين. من يستقبله يجب أن يعرفها أيضًا.
edit-meet-place = المكان
edit-meet-from = من أي ساعة
edit-picture = الصورة التي يرفعونها
edit-picture-note = ليس اسمًا أبدًا. مثلًا: قمر فوق ثلاث موجات.
edit-kept = ما تكتبه يبقى في هذه الصفحة فقط، حتى تقفله وترسله.
edit-respect = ما يجب أن تراعيه هذه الرحلة
edit-may-send = يمكنك إرسالها كما هي والمتابعة لاحقًا.
edit-wrong-needed = ما زال هذا فارغًا.
edit-wrong-order = يصل قبل أن ينطلق، أو ينطلق قبل أن تصل. ما كتبته محفوظ.
edit-wrong-airport = للمطار ثلاثة أحرف، مثل ARN. ما كتبته محفوظ.
edit-wrong-carrier = للخط حرفان أو رقمان، مثل SK. ما كتبته محفوظ.
edit-wrong-flight-number = لرقم الرحلة من رقم إلى أربعة. ما كتبته محفوظ.
edit-wrong-booking = للحجز من خمسة إلى سبعة أحرف وأرقام. ما كتبته محفوظ.
edit-wrong-zone = هذه الساعة غير معروفة. ما كتبته محفوظ.
edit-wrong-address = راجع هذا مرة أخرى. ما كتبته محفوظ.
edit-leaves-day = يوم المغادرة

## Members and invites

members-title = الأعضاء
members-invite = ادعُ شخصًا
members-role = الدور
members-teams = الفرق
members-ways = طريقة الدخول
members-since = منذ
members-state = الحالة
members-active = جاهز
members-invited = مدعو
members-reserved = محجوز
members-waiting = بانتظار الأرقام
members-removed = أُزيل
members-empty = لا أحد بعد
members-empty-text = ادعُ المسؤول الثاني أولًا، ثم الفرق.
members-remove = إزالة
members-remove-text = لا يستطيع { $alias } فتح أي شيء جديد من الآن. ما قُرئ من قبل لا يمكن استرجاعه.
members-join-team = أدخله إلى { $team }
members-leave-team = أخرجه من { $team }
members-epoch = مفتاح جديد للفريق
members-epoch-text = يحتاج { $team } إلى مفتاح جديد، لأن أحدهم غادر.
invite-title = دعوة
invite-make = اصنع دعوة
invite-for = لمن
invite-alias = الاسم الذي نناديه به
invite-alias-note = ليس الاسم في جواز السفر أبدًا.
invite-link = الرابط
invite-text = أرسله عبر وسيلة تثق بها. ليس بالبريد الإلكتروني أبدًا. ينتهي { $when }.
invite-copy = انسخ الرابط
invite-code = أو قل الرمز
invite-qr = أو دعه يمسحه
invite-take-back = اسحب الدعوة
invite-used = استُخدمت
invite-ended = انتهت
invite-joined = أعدّ { $alias } مفاتيحه. قارنا الأرقام، ثم أدخله.
invite-compare = قارن ثمانية أرقام مع { $alias }
invite-compare-text = بالصوت أو وجهًا لوجه. ليس في محادثة مكتوبة.
invite-how-voice = بالصوت
invite-how-in-person = وجهًا لوجه
invite-admit = هي متطابقة. أدخله
invite-refuse = هي مختلفة. توقف
members-loading = نقرأ قائمة الأعضاء ونتحقق منها…
members-in = من في الداخل
members-officers = المسؤولون
members-staff = الموظفون
members-participants = المشاركون
members-keys = المفاتيح
members-join-title = أدخله إلى فريق آخر
members-join-waits = { $team }: يجب أن يوقّع مسؤول ثانٍ
members-join-text = يوقّعه مسؤولان. ثم يصنع الفريق مفتاحه التالي.
members-no-team = المشاركون ليسوا في أي فريق. يقرؤون ما هو لهم فقط.
freeze-title = سُرق مفتاح أو حاسوب؟
freeze-text = يستطيع مسؤول واحد إيقاف دخول هذا الشخص فورًا، من الهاتف أيضًا.
freeze-stop = أوقف دخول هذا الشخص 72 ساعة
freeze-stop-what = إيقاف دخول { $alias } 72 ساعة؟
freeze-stop-does = تُقفل كل صفحة مفتوحة له عند أول استعمال لها، وخلال دقيقة تقريبًا إن لم تُستعمل. ولا يدخل أي مفتاح له، ولا يُفتح له شيء بعد ذلك، ولا يُقفل له شيء جديد.
freeze-stop-not = لا يُحذف شيء. وما فُتح من قبل لا يمكن استرجاعه. ينتهي بعد 72 ساعة من نفسه، إلا إن جعله مسؤولان دائمًا.
freeze-stop-do = أوقفه الآن بلمسة واحدة
freeze-stop-waits = يجب أن يوقّع مسؤول ثانٍ هذا الإيقاف
freeze-stop-sign = وقّع هذا الإيقاف في الموافقات
freeze-title-running = الدخول موقوف
freeze-by = أوقفه { $names }. ينتهي من نفسه { $when }.
freeze-by-overdue = أوقفه { $names }. كان يجب أن ينتهي { $when }، ولم ينهه حاسوبنا.
freeze-by-endless = أوقفه { $names }، حتى يرفعه مسؤولان.
freeze-next = اتصل الآن بمسؤول ثانٍ بالصوت. ثم ارفع الإيقاف أو أخرج الشخص.
freeze-lift = ارفع الإيقاف
freeze-lift-what = إعادة الدخول إلى { $alias }؟
freeze-lift-does = تدخل مفاتيحه من جديد وتفتح ما كانت تفتحه، بعد المفتاح التالي لفرقه.
freeze-lift-not = يعمل المفتاح المسروق من جديد أيضًا. إن لم يعد المفتاح فأخرج الشخص بدلًا من ذلك. وبعد الرفع يحتاج المسؤول الذي أوقفه وحده إلى ثانٍ ليوقفه مرة أخرى.
freeze-lift-do = ارفعه بلمسة واحدة
freeze-lift-waits = يجب أن يوقّع مسؤول ثانٍ الرفع
freeze-lift-sign = وقّع الرفع في الموافقات
freeze-keep = أبقه موقوفًا بلا نهاية
freeze-keep-what = إبقاء دخول { $alias } موقوفًا بلا نهاية؟
freeze-keep-does = لا ينتهي الإيقاف من نفسه بعد ذلك. ويصنع فريق البرنامج مفتاح الأعضاء من جديد دونه.
freeze-keep-not = لا يُحذف شيء. ولا ينهيه إلا مسؤولان.
freeze-keep-do = أبقه موقوفًا بلمسة واحدة
freeze-keep-waits = يجب أن يوقّع مسؤول ثانٍ الإبقاء
freeze-keep-sign = وقّع الإبقاء في الموافقات
freeze-teams = تصنع فرقه مفاتيح جديدة. وحتى ذلك ينتظر ما يُكتب لتلك الفرق.
freeze-alone = توقيعك يكفي.
freeze-more = { $count ->
    [one] لا يحدث شيء قبل أن يوقّع مسؤول ثانٍ أيضًا.
    [two] لا يحدث شيء قبل أن يوقّع مسؤولان آخران أيضًا.
   *[other] لا يحدث شيء قبل أن يوقّع { $count } مسؤولين آخرين أيضًا.
  }
still-title = من ما زال يستطيع أن يعمل
still-together = { $quorum ->
    [one] مسؤول واحد يعمل هنا وحده.
    [two] مسؤولان يوقّعان معًا ما لا يجوز لواحد وحده. عدد المسؤولين هنا: { $officers }.
   *[other] { $quorum } مسؤولين يوقّعون معًا ما لا يجوز لواحد وحده. عدد المسؤولين هنا: { $officers }.
  }
still-people = { $people ->
    [0] لا يجوز أن يُفقد أحد.
    [one] يمكن أن يُفقد واحد منهم.
    [two] يمكن أن يُفقد اثنان منهم.
   *[other] يمكن أن يُفقد { $people } منهم.
  }
still-keys = { $keys ->
    [0] عدد من يستطيعون العمل الآن قليل جدًا.
    [one] مفتاح واحد يضيع قد ينهي الحدث، فيجب تأسيسه من جديد.
    [two] مفتاحان يضيعان قد ينهيان الحدث، فيجب تأسيسه من جديد.
    [few] { $keys } مفاتيح تضيع قد تنهي الحدث، فيجب تأسيسه من جديد.
   *[other] { $keys } مفتاحًا تضيع قد تنهي الحدث، فيجب تأسيسه من جديد.
  }
still-has = { $keys ->
    [one] مفتاح واحد
    [two] مفتاحان
    [few] { $keys } مفاتيح
   *[other] { $keys } مفتاحًا
  }
still-stopped = موقوف
still-next-lift = الخطوة التالية: قرّر بشأن { $alias } الموقوف دخوله. حتى ذلك الحين ينقص مسؤول.
still-next-one-key = الخطوة التالية: اطلب من { $alias } أن يعدّ مفتاحًا ثانيًا اليوم، في «المفاتيح والأجهزة».
still-next-own-key = الخطوة التالية: أعدّ مفتاحًا ثانيًا لك، اليوم.
still-next-alone = الخطوة التالية: أسّس الحدث بمسؤولَين أو أكثر قبل أن يوضع فيه شيء حقيقي.
still-next-none-to-spare = الخطوة التالية: احفظوا مفاتيحكم الثانية في أماكن مختلفة. لا يوجد مسؤول زائد، وهذا الإصدار لا يستطيع أن يضيف مسؤولًا: الحدث بثلاثة مسؤولين يحتمل فقدان واحد.
still-next-none = لا ينقص شيء الآن. انظر من جديد بعد كل مفتاح يضيع.
still-alone = بقي شخص واحد يستطيع العمل في: { $teams }. أدخل شخصًا آخر إلى الفريق.
still-card = المسؤول الذي فقد كل مفاتيحه لا يعود ببطاقة الاستعادة في هذا الإصدار.
stopped-title = من أُوقف دخوله
stopped-decide = انظر وقرّر
stopped-waits = يريد مسؤول إيقاف دخول { $alias }. يسري حين توقّع أنت أيضًا.
leave-title = إنهاء
leave-team = الإخراج من { $team }
leave-team-what = إخراج { $alias } من { $team }؟
leave-team-text = لا يفتح شيئًا جديدًا من هذا الفريق بعد ذلك. وما قرأه فقد قرأه. ثم يصنع الفريق مفتاحًا جديدًا، ليُقفل ما يأتي بدونه.
leave-event = الإخراج من الحدث
leave-event-what = إخراج { $alias } من الحدث؟
leave-event-text = تُقفل صفحته، وتتوقف مفاتيحه هنا فورًا، ولا يُقفل له شيء جديد. وما قرأه فقد قرأه، ولا نستطيع استرجاعه.
leave-event-next = بعد ذلك: تصنع فرقه مفاتيح جديدة، ويصنع فريق البرنامج مفتاح الأعضاء من جديد. وإن كان الإخراج خطأ، فيحتاج إلى دعوة جديدة.
leave-second = إن كان في حدثك أكثر من مسؤول، فيجب أن يوقّع ثانٍ.
leave-do = نعم، وقّع بلمسة
names-closed = الأسماء مغلقة في قائمة الضيوف
names-closed-text = فتح { $count ->
    [one] قائمة واحدة
    [two] قائمتين
   *[other] { $count } قوائم
  } يُكتب في السجل. تبقى الأسماء حتى تُقفل هذه الصفحة.
names-show = أظهر الأسماء
invite-one = شخص واحد
invite-many = كثيرون من قائمة
invite-for-note = لا يقرؤه إلا المسؤولون، في قائمة الضيوف. الرابط لا يسمي أحدًا.
invite-for-missing = اكتب لمن هي. الباقي محفوظ.
invite-note = ملاحظة
invite-note-note = للمسؤولين. لا تكتب أبدًا قصة ما حدث لهم.
invite-participant-note = مدعو للمشاركة. بمفتاح مادي أو بهاتفه.
invite-staff-note = يعمل في فريق. مفتاحان ماديان، ويجب أن يوافق مسؤول ثانٍ.
invite-teams-note = الفرق المقصودة. تُدخله إليها بعد أن ينضم.
invite-list-text = جدول سطره الأول يسمي الأعمدة. يُقرأ على هذا الحاسوب ويُقفل قبل إرساله.
invite-list-file = اختر ملفًا (CSV)
invite-list-paste = أو الصق الجدول
invite-list-empty = لا يوجد سطر تحت السطر الأول.
invite-list-preview = ما قرأناه
invite-list-teams = الفرق هنا ملاحظة لك. هذه القائمة لا تُدخل أحدًا إلى فريق: تفعل ذلك ضمن الأعضاء، واحدًا واحدًا، بعد أن ينضموا.
invite-list-line = الرقم
invite-list-skipped = { $count ->
    [one] سطر واحد لن يُدعى.
    [two] سطران لن يُدعيا.
   *[other] { $count } أسطر لن تُدعى.
  }
invite-list-skipped-next = أصلح الجدول والصقه من جديد، أو تابع دونها.
invite-list-wrong-name = لا اسم
invite-list-wrong-lines = الاسم سطر واحد
invite-list-wrong-cells = خلايا أكثر من الأعمدة. الاسم الذي فيه فاصلة يحتاج إلى علامتي اقتباس حوله
invite-list-wrong-quote = تبدأ هنا علامة اقتباس ولا تنتهي. لم يُقرأ هذا السطر وما بعده
invite-list-wrong-twice = مثل سطر فوقه تمامًا
invite-list-wrong-limit = فوق 500 التي يمكن صنعها دفعة واحدة
invite-list-headless = السطر الأول لا يسمي أعمدة نعرفها.
invite-list-headless-next = قرأنا الأعمدة هكذا: الاسم، الملاحظة، الدور، الفرق. السطر الأول هو: «{ $line }».
invite-list-heading = السطر الأول عنوان وليس شخصًا
invite-list-unread = هذه الأعمدة لا تُقرأ: { $columns }.
invite-list-over = عدد الأسطر فوق 500 التي يمكن صنعها دفعة واحدة: { $count }، ابتداءً من السطر { $line }. اصنعها في قائمة ثانية.
invite-list-same = بعض الأسماء موجودة مرتين، وبجانبها شيء مختلف. الأسطر: { $lines }.
invite-list-same-as = الاسم نفسه في السطر { $line }
invite-list-lines = أسطرها: { $lines }.
readfile-no-workbook = هذا مصنف من Excel أو Numbers أو LibreOffice. نحن نقرأ الجداول كنص.
readfile-no-old-workbook = هذا ملف Excel قديم، أو عليه كلمة سر. نحن نقرأ الجداول كنص.
readfile-no-pdf = هذا ملف PDF. لا يمكن لأحد أن يقرأ منه جدولًا بأمان.
readfile-no-picture = هذه صورة.
readfile-no-web-page = هذه صفحة ويب، وإن قال اسمها غير ذلك.
readfile-no-packed = هذا ملف مضغوط. فك ضغطه أولًا.
readfile-no-binary = هذا ليس ملف نص.
readfile-no-large = هذا الملف أكبر من 4 ميغابايت.
readfile-no-empty = لا شيء في هذا الملف.
readfile-no-next = في البرنامج الذي صنعه اختر «حفظ باسم» أو «تنزيل باسم»، ثم «CSV UTF-8» لقائمة أو «JSON» لبرنامج. لم يُقرأ شيء.
readfile-pages = هذا الملف لا يقول كيف كُتبت حروفه (ليس UTF-8).
readfile-pages-next = اختر السطر المكتوب صحيحًا. إن لم يكن أحدها كذلك فاحفظ الملف كـ «CSV UTF-8» واختره من جديد.
readfile-pages-which = أيها مكتوب صحيحًا؟
invite-list-wrong-long = طويل جدًا: 80 حرفًا للاسم، و200 للملاحظة
invite-list-wrong-role = الدور هو participant أو staff
invite-list-wrong-team = لا يوجد هذا الفريق
invite-list-wrong-team-role = الموظفون فقط في فريق
invite-make-many = { $count ->
    [one] اصنع دعوة واحدة
    [two] اصنع دعوتين
   *[other] اصنع { $count } دعوات
  }
invite-qr-hide = أخفِ الرمز
invite-qr-for = رمز { $name }
links-title = { $count ->
    [one] الرابط
    [two] رابطان
   *[other] { $count } روابط
  }
links-once = يظهر الآن فقط.
links-secret = الرابط سرّ بين شخصين: أنت ومن تدعوه.
links-send = أرسل كل رابط خارج هذه البوابة، عبر وسيلة تثقان بها معًا، وليس بالبريد الإلكتروني أبدًا. ينتهي { $when }.
unlisted = { $count ->
    [one] هذا الاسم ليس في قائمة الضيوف بعد: { $names }.
    [two] هذان الاسمان ليسا في قائمة الضيوف بعد: { $names }.
   *[other] هذه الأسماء ({ $count }) ليست في قائمة الضيوف بعد: { $names }.
  }
unlisted-safe = { $count ->
    [one] الرابط يعمل. يبقى الاسم في هذه الصفحة حتى تغلقها.
   *[other] الروابط تعمل. تبقى الأسماء في هذه الصفحة حتى تغلقها.
  }
unlisted-next = تحتاج قائمة الضيوف إلى مفتاح هذا الشهر ومفتاح المسؤولين والشاهد. حين تتوفر، { $count ->
    [one] اكتب الاسم.
   *[other] اكتب الأسماء.
  }
unlisted-write = اكتبها في قائمة الضيوف
invite-names-wait = لا يمكن فتح قائمة الضيوف قبل صنع مفتاح هذا الشهر.
invite-names-wait-next = اصنعه أولًا، في صفحة الأعضاء. الرابط الذي تصنعه الآن يعمل، لكن اسمه يبقى في هذه الصفحة وحدها.
links-until = صالح حتى { $when }
links-print = اطبع الكل
links-done = أرسلتها
links-leave = هل تغادر دون الروابط؟
links-leave-text = يمكنك أن تعرض كلًّا منها من جديد في قائمة المدعوين حتى ينتهي.
links-stay = ابقَ هنا
links-leave-do = غادر دونها
invites-title = المدعوون
invites-sent = لم يُستخدم الرابط بعد
invites-crowded = الرابط عند أكثر من شخص: أنشئ غيره
invites-joined = أعدّ المفاتيح
invites-comparing = قارن الأرقام
invites-endorsed = ينتظر مسؤولًا ثانيًا
tasks-waits-you = وقّعه مسؤول آخر وينتظرك.
invites-added = في الداخل
invites-over = انتهت دون استخدام
invites-refused = أُوقفت
invites-unreadable = تتعذر قراءتها
invites-show-digits = أظهر الأرقام
invites-go-on = تابع
invites-link = أظهر الرابط
invites-other = دعاه مسؤول آخر
invite-unnamed = دعوة { $code }
invites-ends = ينتهي { $when }
compare-call = اتصل به أولًا، أو قابله. عندما تظهر الأرقام هنا تظهر على شاشته أيضًا.
compare-say = اقرأ أنت الأربعة الأولى، ويقرأ { $alias } الأربعة الأخيرة.
compare-voice = متطابقة، قورنت بالصوت: أدخله
compare-in-person = متطابقة، قورنت وجهًا لوجه: أدخله
compare-differ = هي مختلفة
compare-again = انظر مرة أخرى
compare-stop = لا تُدخله. قد يقف أحد بينكما. لم يُوقّع شيء.
compare-stop-next = أخبر المسؤولين الآخرين، شخصيًا أو بالهاتف. ينتهي هذا الرابط من تلقاء نفسه بعد 72 ساعة من صنعه. اصنع دعوة جديدة وأرسلها عبر وسيلة أخرى.
compare-keys = { $count ->
    [one] مفتاح واحد
    [two] مفتاحان
   *[other] { $count } مفاتيح
  }، { $way }
compare-in = { $alias } في الداخل الآن.
compare-refused = ما عاد مع هذا الرابط غير صحيح. يبقى خارجًا.
compare-refused-next = اسأل الشخص، واصنع دعوة جديدة. ينتهي هذا الرابط من تلقاء نفسه بعد 72 ساعة من صنعه.
outcome-waiting = يجب أن يوافق مسؤول ثانٍ.
outcome-waiting-next = تنتظر 24 ساعة ضمن الموافقات، على شاشته.

## Founding

founding-title = أعدّ هذا الحدث
founding-text = يبدأ مسؤولان، ويحتفظ ثالث بمفتاح ليوم يُفقد فيه أحد المفاتيح. أي اثنين يستطيعان العمل معًا.
founding-event = اسم الحدث
founding-starts = اليوم الأول
founding-ends = اليوم الأخير
founding-place = المكان
founding-zone = التوقيت هناك
founding-duty = رقم المناوبة
founding-duty-note = هاتف يجيب عليه إنسان، ليلًا ونهارًا. يظهر في ساعدني الآن.
founding-you = أنت، المسؤول الأول
founding-second = المسؤول الثاني
founding-second-text = يُعدّ مفاتيحه على حاسوبه. ثم تقارنان ثمانية أرقام.
founding-witness = الشاهد
founding-witness-text = حاسوب ثانٍ يراقب هذا الحاسوب. اكتب بصمة بطاقة مفتاحه.
founding-witness-fingerprint = البصمة على بطاقة المفتاح
founding-witness-wrong = هذا ليس الشاهد الذي أجاب. انظر إلى المجموعات واحدة واحدة. لم يُوقَّع شيء.
founding-sign = وقّع وابدأ
founding-signing = جارٍ التوقيع…
founding-done = الحدث جاهز
founding-done-text = اكتب هذه البصمة. كل من ينضم يفحصها.
founding-link-dead = لم يعد رابط التأسيس هذا صالحًا. يظهر رابط جديد على شاشة الحاسوب.
founding-already = هذا الحدث جاهز من قبل.
founding-closed = لا يفتح هذه الصفحة إلا رابط التأسيس.
founding-waiting = ننتظر المسؤول الآخر…
founding-reserve = احفظ مكانًا للمفتاح الثالث
founding-looking = ننظر إلى الرابط ونتحقق من الشاهد…
founding-link = رابط التأسيس
founding-link-note = الصقه كاملًا. يبقى في هذه الصفحة.
founding-means = ما تثبته هنا يبقى للفعالية كلها: تواريخها وقواعدها والحاسوب الذي يراقبها. لا يمكن لشخص وحده تغييره لاحقًا.
founding-witness-is = الشاهد هو «{ $name }».
founding-witness-checked = بطاقة مفاتيحه هي التي يسميها رابطك.
founding-event-note = يراه كل من يدخل. اختر اسمًا لا يدل الآخرين على شيء.
founding-ends-note = يُحذف ما يكتبه الناس بعد هذا اليوم ببضعة أسابيع.
founding-far = هذا بعد أكثر من عشر سنوات. انظر إلى السنة. ما كتبته محفوظ.
founding-needed = هذا مطلوب. الباقي محفوظ.
founding-duty-form = مع رمز البلد، مثل ‎+46 70 174 06 01. يجيب شخص ليلًا ونهارًا. يظهر في صفحة ساعدني الآن.
founding-duty-wrong = ابدأ بعلامة + ورمز البلد. ما كتبته محفوظ.
founding-officers = كم مسؤولًا
founding-three = ثلاثة، وأي اثنين يعملان معًا
founding-three-text = لفعالية حقيقية. إدخال الموظفين وملء الفرق ومفتاح السجل تحتاج إلى اثنين منكم.
founding-one = واحد، للتجربة
founding-one-text = مع أشخاص مخترعين فقط. ستقول كل صفحة ذلك.
founding-stay = أبقِ هذه الصفحة مفتوحة حتى النهاية. ما يُصنع هنا يعيش في هذه النافذة فقط.
founding-links-title = سلّم رابطين
founding-links-text = كل رابط لشخص واحد، بهذا الترتيب. الأفضل أن تجلسوا معًا: انقله إلى حاسوبه، أو دع كاميرته تمسحه.
founding-links-safe = إن لم تجلسوا معًا فأرسله عبر وسيلة تثق بها، وليس بالبريد الإلكتروني أبدًا.
founding-officer-nth = المسؤول { $number }
founding-officer-text = يحتاج حاسوبًا ومفتاحين ماديين.
founding-joined = أعدّوا مفاتيحهم
founding-joined-text = تنظر هذه الصفحة كل بضع ثوانٍ. أبقها مفتوحة.
founding-compare = { $count ->
    [one] اتصل بالمسؤول الآخر، أو انظرا إلى الشاشتين. يجب أن تظهر الأرقام الثمانية نفسها على كلتيهما.
    [two] اتصل بالمسؤولَين الآخرين، أو انظروا إلى كل الشاشات. يجب أن تظهر الأرقام الثمانية نفسها على كل شاشة.
   *[other] اتصل بالمسؤولين الآخرين وعددهم { $count }، أو انظروا إلى كل الشاشات. يجب أن تظهر الأرقام الثمانية نفسها على كل شاشة.
  }
founding-same = هي نفسها في كل مكان
founding-differ = توقف. أنتم لا ترون الفعالية نفسها. لم يُوقّع شيء.
founding-differ-next = انظروا إلى كل الشاشات مرة أخرى، رقمًا رقمًا. إن بقي الاختلاف فأغلقوا كل الصفحات. شغّلوا البوابة من جديد: تطبع رابط تأسيس جديدًا. ابدؤوا به من جديد، وأنتم معًا.
founding-differ-look = أظهر الأرقام مرة أخرى
founding-again = هل أغلق أحد صفحته؟ عندها ضاع ما كان فيها، ولا يمكن لهذا أن يكتمل. افتح رابط التأسيس من جديد في نافذة أخرى وابدأ من جديد: تسلّم روابط جديدة، وتنتهي القديمة.
founding-again-ask = هل طال الأمر؟ اتصل بالمسؤول الأول. إن أغلق أحد صفحته بدأ الجميع من جديد بروابط جديدة.
founding-used = سُلّمت مفاتيح بهذا الرابط من قبل.
founding-used-next = إن كنت أنت من فعل ذلك وأُغلقت الصفحة، فلا يمكن استرجاع تلك المفاتيح. اطلب من المسؤول الأول أن يبدأ من جديد: تحصل على رابط جديد.
founding-used-other = إن لم تكن أنت، فاتصل بالمسؤول الأول الآن: رابطك عند شخص آخر.
founding-sign-means = لمستك توقّع الفعالية كما رأيتها: المسؤولون والقواعد والشاهد. من الآن يقارن متصفح كل شخص بها.
founding-sign-do = وقّع بلمسة
founding-signed = لقد وقّعت
founding-signatures = التوقيعات
founding-signed-text = تبدأ الفعالية مع آخر توقيع. أبقِ هذه الصفحة مفتوحة.
founding-done-next = ادخل بأحد مفاتيحك. ما يلي يظهر في الصفحة الأولى.
founding-sign-in = ادخل
founding-invited = ستكون مسؤولًا
founding-invited-text = { $count ->
    [two] يؤسس مسؤولان هذه الفعالية معًا، ويعملان معًا.
   *[other] يؤسس { $count } مسؤولين هذه الفعالية معًا، ويعمل أي اثنين منهم.
  } انظر إلى ما ستوقّعه.
founding-when = متى
founding-need = تحتاج مفتاحين ماديين، وقلمًا وورقة أو طابعة.
founding-facts-right = هذا صحيح، تابع
founding-wait-title = انتظر الآخرين
founding-handed-in = سُلّمت مفاتيحك.
founding-wait-text = تظهر الأرقام عندما يجهز كل المسؤولين.

## Ledger

ledger-title = السجل
ledger-whole = السجل سليم
ledger-whole-text = لم يُزل شيء ولم يتغير شيء منذ آخر مرة نظرت فيها، { $when }.
ledger-whole-first = لم يُزل شيء ولم يتغير شيء منذ إعداد الحدث.
ledger-checking = جارٍ الفحص، { $done } من { $total }
ledger-checking-text = لا نقول عن شيء إنه فُحص قبل الفحص الأخير.
ledger-stale = آخر فحص { $when }
ledger-stale-text = الشاهد لا يجيب. ما هو لك يمكن قراءته. لا يُقفل شيء جديد.
ledger-entries = القيود
ledger-browser = هذا المتصفح
ledger-witness = الشاهد
ledger-time = الوقت
ledger-who = من
ledger-what = ماذا حدث
ledger-why = لماذا
ledger-proof = الإثبات
ledger-proof-log = السجل
ledger-proof-key = المفتاح
ledger-proof-count = { $done } من { $total }
ledger-entry = القيد { $number }
ledger-any-team = أي فريق
ledger-any-kind = أي نوع
ledger-last-days = آخر { $days } أيام
ledger-night = الليل وعطلة الأسبوع
ledger-count = { $count ->
    [zero] لا قيود
    [one] قيد واحد
    [two] قيدان
    [few] { $count } قيود
   *[other] { $count } قيدًا
  }
ledger-opened = فُتح **{ $kind }** الخاص بـ { $alias }
ledger-roster = تغيّرت قائمة الأعضاء
ledger-founded = أُعدّ الحدث
ledger-record = قفل { $alias } **{ $kind }** وأرسله
ledger-invite = دُعي { $role }
ledger-joined = انضم { $alias }
ledger-team-in = دخل **{ $alias }** إلى { $team }
ledger-team-out = خرج **{ $alias }** من { $team }
ledger-checked = ما الذي فُحص
ledger-check-in = القيد في السجل
ledger-check-added = لم يحدث للسجل سوى الإضافة
ledger-check-witness = وقّعه الشاهد
ledger-check-keys = اتفق مفتاحان مختلفان
ledger-save = احفظ الدليل
ledger-understood = ضع علامة: مفهوم
ledger-ask = اسأل
ledger-empty = لا قيود بعد
ledger-again = افحص من جديد
ledger-checking-all = نتحقق من كل مدخل
ledger-whole-one = لم يُحذف شيء ولم يتغير شيء منذ إعداد الفعالية. يوقّعه شاهد واحد: { $witness }.
ledger-read = اقرأ الأسباب
ledger-read-first = من فتحه ولماذا مغلق. اقرأ الأسباب بلمسة واحدة.
ledger-missing = { $count ->
    [one] قيد واحد يُعدّ مفتوحًا، ولم يوقّع أحد ما جرى له ولم يُعرض.
    [two] قيدان يُعدّان مفتوحين، ولم يوقّع أحد ما جرى لهما ولم يُعرض.
   *[other] { $count } قيود تُعدّ مفتوحة، ولم يوقّع أحد ما جرى لها ولم يُعرض.
  }
ledger-missing-next = هذا لا يحدث صدفة. احفظ الدليل واتصل بمسؤول آخر.
ledger-body-missing = لم يوقّع أحد ما جرى لهذا القيد، أو حُجب سببه. يُعدّ مفتوحًا.
ledger-body-missing-next = احفظ الدليل واسأل الآخرين عنه.
ledger-desk-wrong = من فتحه لم يكن في ذلك الفريق وقتها.
ledger-after = بعد { $time }
ledger-no-time = لا يحفظ السجل وقتًا لهذا. أُضيف بعد { $day }، { $time }.
ledger-who-closed = مغلق
ledger-who-unknown = غير معروف
ledger-who-nobody = لا أحد
ledger-who-unnamed = بلا اسم
ledger-who-none-text = لا يسمي السجل صاحبه. صاحبه وحده يعرف.
ledger-together = { $count } مسؤولين
ledger-opened-none = فتح **{ $kind }**
ledger-leaf-opening = طُلب فتح ظرف
ledger-short = وقّع الشاهد إجابات أكثر مما يعرضه حاسوبنا.
ledger-short-next = { ledger-missing-next }
ledger-refused = طُلب **{ $kind }** الخاص بـ { $alias }. قال الشاهد لا.
ledger-refused-none = طُلب **{ $kind }**. قال الشاهد لا.
ledger-refused-closed = طُلب فتح ظرف. قال الشاهد لا.
ledger-refused-right = من طلبه لا يحق له فتحه.
ledger-refused-time = لم يكن وقت فتحه.
ledger-refused-retired = أغلقته نسخة أحدث.
ledger-refused-limit = فتح الفريق كل ما يُسمح له به.
ledger-refused-broken = الطلب والظرف لا يتوافقان.
ledger-nothing = لم يُعطَ شيء لهذا القيد.
ledger-unknown = ما جرى لهذا القيد غير معروف. يُعدّ مفتوحًا.
ledger-answering = تجري الإجابة عن هذا القيد الآن. حتى ذلك الحين يُعدّ مفتوحًا.
ledger-overdue = لم يوقّع أحد ما جرى لهذا القيد. يُعدّ مفتوحًا.
ledger-repeated = القيد نفسه مرة أخرى. فُتح مرة واحدة.
ledger-leaf-record = أُقفل ظرف وأُرسل
ledger-leaf-retire = أُغلقت نسخة أقدم
ledger-leaf-manifest = سُلّمت قائمة
ledger-leaf-notice = إشعار لشخص واحد
ledger-leaf-acknowledge = عُلّم مدخل بأنه مفهوم
ledger-leaf-publication = نُشر الجزء المفتوح
ledger-leaf-bundles = سُلّمت مفاتيح للرسائل
ledger-leaf-programme = أُقفلت نسخة من البرنامج المغلق وأُرسلت
ledger-leaf-standing = أُقفلت مفاتيح إيجاد الظروف وأُرسلت
ledger-leaf-unknown = قيد لا تعرفه هذه النسخة. لا يغيّر شيئًا.
ledger-void = غير سارٍ: { $what }.
ledger-void-why = هو في السجل ولم يغيّر شيئًا.
ledger-void-nothing = قيد غير سارٍ.
void-late = وصل إلى الحاسوب الثاني بعد انتهاء وقته.
void-time = وقته غير مناسب.
void-moved = تغيّر شيء آخر قبله.
void-twice = الفعل نفسه حُسب من قبل.
void-often = تغييرات كثيرة من هذا النوع في يوم واحد.
void-right = لا يحق لمن وقّعه أن يفعل ذلك، أو أن الموقّعين قلة.
void-unsigned = لم يوقّع هذا أحد. وضعه شخص ما هناك.
void-broken = تعذرت قراءته.
void-withheld = لم يُظهر حاسوبنا ما يمثله. اسأل من يشغّلان الحاسوبين.
ledger-leaf-roster = { ledger-roster }
ledger-proof-words = السبب
ledger-proof-team = الفريق
ledger-proof-signed = موقّع
ledger-filter-sort = ماذا
ledger-filter-days = متى
ledger-filter-team = الفريق
ledger-filter-kind = الظرف
ledger-sort-all = كل شيء
ledger-sort-openings = مرات الفتح
ledger-sort-members = قائمة الأعضاء
ledger-sort-voids = غير سارٍ
ledger-sort-envelopes = الأظرف
ledger-all-days = أي يوم
ledger-days = { $count ->
    [one] آخر يوم
    [two] آخر يومين
   *[other] آخر { $count } أيام
  }
ledger-for-team = لصالح
ledger-envelope = الظرف
ledger-whose = لمن
ledger-check-signed = { $count ->
    [one] وقّعه مفتاح عضو واحد
    [two] وقّعه مفتاحان مختلفان
   *[other] وقّعته { $count } مفاتيح مختلفة
  }
ledger-check-words = السبب هو الذي سُجّل
ledger-check-team = كان في ذلك الفريق وقتها
ledger-fingerprint-text = لكل المدخلات وعددها { $count }. مسؤولان يقرآن البصمة نفسها يريان السجل نفسه.
heat-title = متى فُتحت الأظرف
heat-text = { $total ->
    [one] فتح واحد
    [two] مرتا فتح
   *[other] { $total } مرات فتح
  }، منها { $outside } خارج الاثنين إلى الجمعة، 8 إلى 18 { $zone }.
heat-sum = المجموع
did-add = أدخل **{ $alias }** بدور { $role }
did-rekey = أعدّ **{ $alias }** مفاتيح جديدة ببطاقة الاستعادة
did-credential = غيّر **{ $alias }** مفاتيحه: لديه الآن { $count ->
    [one] مفتاح واحد
    [two] مفتاحان
    [few] { $count } مفاتيح
   *[other] { $count } مفتاحًا
  }
did-desk-join = أدخل **{ $alias }** إلى { $team }
did-desk-leave = أخرج **{ $alias }** من { $team }
did-remove = أخرج **{ $alias }** من الحدث
did-freeze = { $end ->
    [none] أوقف دخول **{ $alias }** حتى يرفعه مسؤولان
   *[time] أوقف دخول **{ $alias }** حتى { $when }
  }
did-unfreeze = رفع الإيقاف عن **{ $alias }**
did-lapse = انتهى إيقاف **{ $alias }** من نفسه
did-desk-epoch = صنع مفتاحًا لـ **{ $team }** لـ { $count ->
    [one] شخص واحد
    [two] شخصين
   *[other] { $count } أشخاص
  }
did-month-key = صنع مفتاح السجل لشهر **{ $month }**
did-other = { ledger-roster }
ledger-run = { $sealed ->
    [0] أُغلقت { $deleted } نسخ أقدم
   *[other] { $deleted ->
        [0] أُقفلت { $sealed } أظرف وأُرسلت
       *[other] أُقفلت { $sealed } أظرف وأُرسلت، وأُغلقت { $deleted } نسخ أقدم
      }
  }
ledger-run-entries = المدخلات { $from } إلى { $to }
heat-hours = مرات الفتح بحسب اليوم والساعة

## Programme team

prog-title-page = البرنامج
prog-loading = جارٍ القراءة والتحقق…
prog-key-first = ليس للأعضاء مفتاح بعد.
prog-key-first-text = يُقفل البرنامج لكل من هو عضو. يُصنع مفتاحهم هنا، في هذا المتصفح، بلمسة واحدة.
prog-key-again = غادر أحدهم. يحتاج الأعضاء إلى مفتاح جديد.
prog-key-again-text = من غادر لا يزال يملك المفتاح القديم، فلا يُقفل به شيء جديد. وما قرأه من قبل فقد قرأه. ثم احفظ البرنامج مرة أخرى، ليقرأه من يأتي بعد ذلك.
prog-key-make = اصنع مفتاح الأعضاء
prog-key-waiting = { $count ->
    [one] عضو جديد واحد لا يستطيع قراءة البرنامج بعد.
    [two] عضوان جديدان لا يستطيعان قراءة البرنامج بعد.
   *[other] { $count } من الأعضاء الجدد لا يستطيعون قراءة البرنامج بعد.
  }
prog-key-waiting-text = إعطاؤهم المفتاح لا يحتاج إلى لمسة.
prog-key-give = أعطهم المفتاح
prog-version-out = الإصدار { $version } منشور. يقرؤه كل عضو.
prog-version-draft = تغييراتك على هذه الصفحة فقط، وتزول عند قفلها. المنشور: الإصدار { $version }.
prog-version-none = لم يُنشر شيء بعد.
prog-empty = لا برنامج بعد
prog-empty-text = أدخل ملفًا من أداة التخطيط، أو ابدأ بالغرف.
prog-start-rooms = ابدأ بالغرف
prog-save = احفظ الإصدار { $version }
prog-save-title = الإصدار { $version } لكل عضو
prog-save-text = يُقفل بمفتاح الأعضاء. يقرؤه كل من في الحدث فورًا، ولا يقرؤه أحد من الخارج.
prog-save-no-key = ليس للأعضاء مفتاح بعد.
prog-save-no-key-next = أغلق هذه النافذة واصنع المفتاح في الصفحة خلفها بلمسة واحدة. ما كتبته هنا يبقى.
prog-save-do = أقفل وأرسل إلى الجميع
prog-save-open = { $count ->
    [one] بقي أمر واحد للحل. يمكنك الإرسال كما هو.
    [two] بقي أمران للحل. يمكنك الإرسال كما هو.
   *[other] بقيت { $count } أمور للحل. يمكنك الإرسال كما هو.
  }
prog-save-unlisted = { $count ->
    [one] جلسة واحدة غير مدرجة تبقى خارجه. أرسلها إلى أصحابها من صفحة التسجيلات.
    [two] جلستان غير مدرجتين تبقيان خارجه. أرسلهما إلى أصحابهما من صفحة التسجيلات.
   *[other] { $count } جلسات غير مدرجة تبقى خارجه. أرسلها إلى أصحابها من صفحة التسجيلات.
  }
prog-saved = الإصدار { $version } منشور.
prog-saved-next = يقرؤه الأعضاء من الآن.
prog-changed = { $count ->
    [one] تغيرت جلسة واحدة
    [two] تغيرت جلستان
   *[other] تغيرت { $count } جلسات
  }
prog-gone = (أُزيلت)
prog-notice = ما الذي تغير، في جملة
prog-notice-note = يراه كل عضو في أعلى البرنامج.
prog-notice-propose = اقترح جملة
prog-notice-gone = من كان له مقعد فيما حذفته لا يعلم بذلك إلا من هذه الجملة.
prog-news-gone = أُلغيت «{ $title }».
prog-news-moved = «{ $title }» الآن { $when }، { $where }.
prog-news-new = جديد: «{ $title }»، { $when }، { $where }.
prog-news-other = تغيّرت «{ $title }».
prog-redo = أعد التغيير
prog-add = أضف جلسة
prog-settings = الغرف والتواريخ
prog-import = أدخل ملفًا
prog-export = احفظ كملف
prog-import-text = ملف schedule.json كما تكتبه pretalx وغيرها. يُقرأ على هذا الحاسوب ولا يُرسل إلى أي مكان.
prog-import-no-large = هذا الملف أكبر من 4 ميغابايت.
prog-import-no-xml = هذا XML أو صفحة ويب.
prog-import-no-calendar = هذا ملف تقويم.
prog-import-no-other = هذا ليس JSON.
prog-import-no-shape = هذا JSON وليس جدول جلسات.
prog-import-no-empty = لا توجد جلسة في هذا الملف.
prog-import-no-next = لم يتغير شيء في مسودتك. في البرنامج الذي صنعه اختر «schedule.json».
prog-import-lost = { $count ->
    [zero] لا جلسات من مسودتك تغيب عن هذا الملف:
    [one] جلسة واحدة من مسودتك ليست في هذا الملف:
    [two] جلستان من مسودتك ليستا في هذا الملف:
    [few] { $count } جلسات من مسودتك ليست في هذا الملف:
    [many] { $count } جلسة من مسودتك ليست في هذا الملف:
   *[other] { $count } جلسة من مسودتك ليست في هذا الملف:
  }
prog-import-lost-next = ستزول، ومعها ما لدى الناس فيها من مقاعد واختيارات.
prog-import-over = { $count ->
    [zero] لا جلسات من الملف بلا مكان بجانب جلساتك غير المدرجة:
    [one] جلسة واحدة من الملف لا مكان لها بجانب جلساتك غير المدرجة:
    [two] جلستان من الملف لا مكان لهما بجانب جلساتك غير المدرجة:
    [few] { $count } جلسات من الملف لا مكان لها بجانب جلساتك غير المدرجة:
    [many] { $count } جلسة من الملف لا مكان لها بجانب جلساتك غير المدرجة:
   *[other] { $count } جلسة من الملف لا مكان لها بجانب جلساتك غير المدرجة:
  }
prog-import-over-next = في البرنامج 120 جلسة على الأكثر. ستُترك خارجًا.
prog-import-shut = { $count ->
    [one] يقول الملف شيئًا آخر عن جلسة واحدة مفتوحة للجميع:
    [two] يقول الملف شيئًا آخر عن جلستين مفتوحتين للجميع:
   *[other] يقول الملف شيئًا آخر عن جلسات مفتوحة للجميع، عددها { $count }:
  }
prog-import-shut-next = أُغلقت. اقرأ ما تقوله الآن وافتحها بنفسك من جديد.
prog-import-file = الملف
prog-import-do = { $count ->
    [one] ضع جلسة واحدة في المسودة
    [two] ضع جلستين في المسودة
   *[other] ضع { $count } جلسات في المسودة
  }
prog-import-found = { $count ->
    [one] وُجدت جلسة واحدة.
    [two] وُجدت جلستان.
   *[other] وُجدت { $count } جلسات.
  }
prog-import-found-next = { $rooms } غرف، { $days } أيام. تحل محل الجلسات في مسودتك، والتراجع يعيدها.
prog-import-closed = كل جديد يدخل مغلقًا، وما يكون علنيًا تحدده أنت. والجلسة الموجودة هنا تحتفظ بمقاعدها وقواعدها واختياراتها: نعرفها من رقمها في الملف، أو من عنوانها ووقتها وغرفتها، أو من عنوان ليس لغيرها.
prog-import-left = { $count ->
    [one] أمر واحد لم يتسع له المكان
    [two] أمران لم يتسع لهما المكان
   *[other] { $count } أمور لم يتسع لها المكان
  }
prog-left-event = جلسة
prog-left-room = غرفة
prog-left-track = مسار
prog-left-person = مدرب
prog-left-text = نص مختصر
prog-left-time = وقت غير واضح
prog-left-links = روابط ومرفقات تُركت
prog-days = الأيام
prog-grid = غرف هذا اليوم وأوقاته
prog-time = الوقت
prog-seats = { $count ->
    [0] عدد المقاعد غير محدد
    [one] مقعد واحد
    [two] مقعدان
   *[other] { $count } مقعدًا
  }
prog-drop = أفلت هنا: { $count } مقعدًا
prog-day-empty = لا شيء في { $day } بعد.
prog-untitled = بلا عنوان
prog-is-open = علنية
prog-is-closed = مغلقة: للأعضاء
prog-is-unlisted = غير مدرجة: لأصحابها
prog-part-of = الجزء { $part } من { $parts }
prog-until = حتى { $time }
prog-required-short = للجميع
prog-unlisted-short = ليست في برنامج الأعضاء
prog-look-at = انظر إلى هذا
prog-interpreted = مع ترجمة إلى
prog-loose = { $count ->
    [one] جلسة واحدة بلا مكان
    [two] جلستان بلا مكان
   *[other] { $count } جلسات بلا مكان
  }
prog-loose-text = ليس لها غرفة أو يوم أو وقت بعد.
prog-keys-around = تنقّل
prog-keys-move = انقل الجلسة
prog-keys-next = التالي للحل
prog-to-solve = { $count ->
    [0] لا شيء للحل
    [one] أمر واحد للحل
    [two] أمران للحل
   *[other] { $count } أمور للحل
  }
prog-to-solve-none = القاعات والمدربون والمقصورات والمترجمون والسماعات والأجزاء متوافقة.
prog-grave = لا يمكن نشرها هكذا.
prog-conflict-end-before-start-title = تنتهي قبل أن تبدأ
prog-conflict-end-before-start = انظر إلى أوقات «{ $one }».
prog-conflict-room-twice-title = غرفة واحدة لجلستين
prog-conflict-room-twice = «{ $one }» و«{ $two }» كلتاهما في { $about } في ذلك الوقت.
prog-conflict-trainer-twice-title = مدرب واحد في غرفتين
prog-conflict-trainer-twice = لدى { $about } «{ $one }» و«{ $two }» في الوقت نفسه.
prog-conflict-too-many-title = أشخاص أكثر من المقاعد
prog-conflict-too-many = «{ $one }» لعدد { $needs }، وفي { $about } { $has }.
prog-conflict-no-booth-title = مقصورات غير كافية
prog-conflict-no-booth = تحتاج «{ $one }» إلى { $needs }، وفي { $about } { $has }.
prog-conflict-headsets-title = قد لا تكفي السماعات
prog-conflict-headsets = قد تحتاج { $count } جلسات في وقت واحد إلى { $needs }، والموجود { $has }.
prog-conflict-interpreters-title = المترجمون أقل من اللازم
prog-conflict-interpreters = { $count } جلسات في وقت واحد تُسمع بـ { $about }، والفرق تكفي لـ { $has }.
prog-conflict-part-missing-title = جزء ناقص
prog-conflict-part-missing = الجزء { $about } من «{ $one }» غير موجود.
prog-conflict-part-none = تنتمي «{ $one }» إلى سلسلة وليس لها رقم جزء.
prog-conflict-part-twice-title = جزء مكرر
prog-conflict-part-twice = في «{ $one }» الجزء نفسه مرتين.
prog-conflict-part-order-title = أجزاء بغير ترتيب
prog-conflict-part-order = تبدأ «{ $two }» قبل أن تنتهي «{ $one }».
prog-conflict-open-closed-title = علنية ومغلقة معًا
prog-conflict-open-closed = «{ $one }» محددة علنية، ولأصحابها فقط أيضًا.
prog-title = العنوان
prog-kind = النوع
prog-kind-workshop = ورشة
prog-kind-joint = جلسة مشتركة
prog-kind-circle = حلقة
prog-kind-one-to-one = فردية
prog-kind-drop-in = دخول حر
prog-kind-social = لقاء اجتماعي
prog-kind-break = استراحة
prog-track = المسار
prog-none = لا شيء
prog-room = الغرفة
prog-no-room = لا غرفة بعد
prog-day = اليوم
prog-start = تبدأ
prog-end = تنتهي
prog-end-wrong = تنتهي قبل أن تبدأ. ما كتبته محفوظ.
prog-trainers = المدربون
prog-trainers-note = أسماء مستعارة بينها فواصل. لا تصبح علنية أبدًا.
prog-language = اللغة
prog-language-note = ‏en أو ru أو ar…
prog-interpretation = مترجمة إلى
prog-interpretation-note = بينها فواصل
prog-level = المستوى
prog-level-any = للجميع
prog-level-beginner = مبتدئ
prog-level-advanced = متقدم
prog-capacity = المقاعد
prog-capacity-note = فارغ: كما في الغرفة
prog-slots = مواعيد
prog-slots-none = شخص واحد لكل موعد، بقدر ما يتسع
prog-slots-note = { $count } من { $minutes } دقيقة، شخص لكل موعد
prog-series = السلسلة
prog-series-note = الكلمة نفسها في كل أجزائها
prog-part = الجزء
prog-parts = من
prog-abstract = موضوعها
prog-rules = القواعد
prog-rule-required = يحضر الجميع
prog-rule-required-note = لا يُعطى أحد مقعدًا آخر في ذلك الوقت.
prog-rule-nophones = بلا هواتف
prog-rule-nophones-note = تبقى الهواتف في الخارج.
prog-rule-norecording = بلا تسجيل
prog-rule-norecording-note = لا تُحفظ صورة ولا صوت.
prog-rule-sensitive = حساسة
prog-rule-sensitive-note = السؤال والجواب مقفلان. لا توجد قائمة في أي مكان تقول من يشارك.
prog-rule-unlisted = غير مدرجة
prog-rule-unlisted-note = لا يعرف بها إلا أصحابها.
prog-rule-open = علنية
prog-rule-open-note = جزء من الجلسة المفتوحة. هذه وحدها يمكن نشرها.
prog-unlisted-what = لا تُحفظ مع البرنامج.
prog-unlisted-next = تبقى على هذه الصفحة حتى ترسلها إلى أصحابها، من صفحة التسجيلات.
prog-duplicate = اصنع نسخة
prog-part-add = أضف الجزء { $part }
prog-copy-of = { $title } (نسخة)
prog-delete = أزلها
prog-typed = ما تكتبه يبقى على هذه الصفحة حتى تحفظ إصدارًا. والتراجع يلغي كل تغيير.
prog-rooms = الغرف
prog-room-name = الاسم
prog-room-seats = المقاعد
prog-room-booths = المقصورات
prog-room-add = أضف غرفة
prog-room-remove = أزل { $name }
prog-tracks = المسارات
prog-tracks-note = بينها فواصل
prog-headsets = السماعات
prog-headsets-note = كل الموجود. لا توزّع القرعة أكثر منها في وقت واحد.
prog-interpreters = فرق المترجمين
prog-interpreters-note = في كم جلسة في وقت واحد يمكن سماع اللغة. فارغ: لا تُحسب.
prog-choices-until = يختار الأعضاء حتى
prog-choices-until-note = آخر يوم.
prog-announced = تُعلن المقاعد في
prog-announced-note = يعرف الجميع في وقت واحد.
site-title-page = الجزء المفتوح
site-open = افتح نصوص فريقك
site-closed = نصوص الجزء المفتوح مقفلة.
site-words = نصوص الموقع
site-words-text = بالإنجليزية والسويدية. هي لفريقك حتى تنشرها.
site-in-en = الإنجليزية
site-in-sv = السويدية
site-title = العنوان الرئيسي
site-title-note = سطر أو سطران
site-intro = المقدمة
site-intro-note = جملة تحت العنوان
site-rules = قواعد المكان
site-rules-note = سطر فارغ بين كل قاعدتين؛ السطر الأول يقول ما العمل.
site-access = الدخول والمشاركة
site-access-note = الدرج وحلقة السمع وغرفة الهدوء
site-press = للصحافة
site-press-note = أين تقف الكاميرات
site-contact = الاتصال
site-contact-note = المكان ورقم للاتصال
site-seats = مقاعد للجمهور
site-seats-note = تركه فارغًا يغلق النموذج.
site-press-places = أماكن للصحافة
site-press-places-note = تُحسب منفصلة عن المقاعد. تركه فارغًا يغلق نموذج الصحافة.
site-keep-until = تُحذف الطلبات في
site-keep-until-note = تذكر النماذج هذا اليوم، وتحذف البوابة فيه من تلقاء نفسها. بعد الجلسة المفتوحة.
site-address = عنوان الصفحة العلنية
site-address-note = يُوقَّع مع الباقي ويظهر في ملفات البرنامج. قارنه بما قاله لك من أعدّ الصفحة.
site-address-wrong = يبدأ العنوان بـ https:// وينتهي بالاسم، بحروف لاتينية صغيرة. ما كتبته محفوظ.
site-address-proposed = تذكر البوابة هذا العنوان:
site-address-take = اكتبه هنا
site-address-other = تذكر البوابة عنوانًا آخر:
site-address-other-next = لا تعطِ أيًّا منهما لأحد قبل أن تسأل من أعدّ الصفحة.
site-address-give = للزوار والصحافة:
site-address-opens = يُفتح في تبويب جديد.
site-award = الجائزة
site-heading = اسم الجائزة
site-recipient = من ينالها
site-recipient-note = فارغ حتى يجوز أن يُعرف
site-citation = كلمات لجنة التحكيم
site-past = من سبقوا
site-year = السنة
site-reason = لأي سبب
site-past-add = أضف سنة
site-past-remove = أزل { $name }
site-save = أقفل لفريقك
site-save-note = القفل يحفظ النصوص لفريقك. ولا يصبح شيء علنيًا بذلك.
site-publish-title = النشر { $edition }
site-nothing-public = لا شيء علني بعد.
site-public-is = العلني الآن: النشر { $seq }. الطلبات حتى الآن: المقاعد { $seat }، الصحافة { $press }.
site-holds = { $open ->
    [one] جلسة واحدة من البرنامج المحفوظ علنية.
    [two] جلستان من البرنامج المحفوظ علنيتان.
   *[other] { $open } جلسات من البرنامج المحفوظ علنية.
  } و{ $closed } من المغلقة لا تظهر في هذه الملفات.
site-these-bytes = ما تراه أدناه هو، حرفًا بحرف، ما سيصبح علنيًا. توقّع على هذا بالضبط، ويحفظ السجل أنك فعلت.
site-publish = { $count ->
    [one] انشر ملفًا متغيرًا واحدًا بلمسة واحدة
    [two] انشر ملفين متغيرين بلمسة واحدة
   *[other] انشر { $count } ملفات متغيرة بلمسة واحدة
  }
site-no-news = لن يتغير شيء سوى الرقم والوقت.
site-published = النشر { $seq } علني.
site-published-next = يحفظه السجل في القيد { $leaf }.
site-preview = بالضبط ما سيصبح علنيًا
site-preview-text = الصورة مرسومة من الملف نفسه ومن ورقة أنماطه. والمصدر يُظهر كل حرف.
site-file = الملف
site-files = كل الملفات
site-look = طريقة العرض
site-wide = حاسوب
site-narrow = هاتف
site-source = المصدر
site-picture = صورة { $path }
site-picture-alt = الصفحة { $path } كما يراها الزوار. كلماتها تحت المصدر.
site-public-now = علني الآن
site-will-be = سيصبح
site-difference = الفرق
site-bytes = { $count } بايت
site-is-new = جديد
site-is-other = متغير
site-is-same = كما هو
site-is-gone = يزول
seats-title = التسجيلات
seats-state = { $people ->
    [one] يمكن لشخص واحد الاختيار حتى { $until }، وتُعلن المقاعد في { $announced }.
    [two] يمكن لشخصين الاختيار حتى { $until }، وتُعلن المقاعد في { $announced }.
   *[other] يمكن لـ { $people } شخصًا الاختيار. يختارون حتى { $until }، وتُعلن المقاعد في { $announced }.
  }
seats-open = افتح الاختيارات
seats-closed = { $count ->
    [one] ظرف واحد مغلق.
    [two] ظرفان مغلقان.
   *[other] { $count } ظروف مغلقة.
  }
seats-closed-text = لمسة واحدة. يرى كل شخص أنك نظرت، لتوزيع المقاعد.
seats-nobody = لم يختر أحد بعد.
seats-draw = توزيع المقاعد
seats-draw-text = تُجرى القرعة في هذا المتصفح: يحصل كل شخص على مقعد قبل أن يحصل أحد على ثانٍ، والاحتياجات المذكورة أولًا، ثم الرغبات، ثم الحظ. وأجزاء السلسلة كلها مقعد واحد.
seats-draw-closed = { $count ->
    [one] ظرف واحد لا يزال مغلقًا. افتحه أولًا وإلا استُبعد صاحبه.
    [two] ظرفان لا يزالان مغلقين. افتحهما أولًا وإلا استُبعد صاحباهما.
   *[other] { $count } ظروف لا تزال مغلقة. افتحها أولًا وإلا استُبعد أصحابها.
  }
seats-draw-do = أجرِ القرعة
seats-draw-again = أعد القرعة
seats-before = أُعلنت المقاعد من قبل. تحل القرعة الجديدة محلها، وقد يفقد الناس ما لديهم.
seats-drawn = لدى { $seated } من { $people } مقعد.
seats-drawn-untold = لا أحد يعرف بعد.
seats-early = يختار الناس حتى { $until }. القرعة قبل ذلك تترك من يختار لاحقًا.
seats-lot = بهذا الرقم تُجري زميلة القرعة نفسها:
seats-telling = قفل مقاعد كل شخص
seats-stay = ابق على هذه الصفحة حتى ينتهي.
seats-tell = { $count ->
    [one] أقفل وأرسل إلى شخص واحد
    [two] أقفل وأرسل إلى شخصين
   *[other] أقفل وأرسل إلى { $count } أشخاص
  }
seats-told = { $count ->
    [one] أُخبر شخص واحد.
    [two] أُخبر شخصان.
   *[other] أُخبر { $count } أشخاص.
  }
seats-told-next = وما بقي لمن يأتي أولًا.
seats-health = ما طُلب
seats-health-text = اختار { $count } أشخاص. يجوز ذكر هذه الأرقام: دون الخمسة لا يقال شيء، ولا ما يمكن استنتاجه بالطرح.
seats-few = دون 5
seats-over = أكثر من المقاعد
seats-other = أخرى
seats-as-spoken = سماعة، كما يُتحدث
seats-col-session = الجلسة
seats-col-seats = المقاعد
seats-col-asked = طلبوا
seats-col-headsets = سماعات
seats-col-needs = احتياجات
seats-col-languages = تُسمع بـ
waiting-title = المقاعد وقائمة الانتظار والإجابات
waiting-text = الاحتياجات أولًا، ثم بترتيب القرعة. يحفظ العرض مقعده حتى ينتهي. وأجزاء السلسلة كلها مقعد واحد.
waiting-wrote = كتب: { $note }
waiting-waiting = المكان { $place } في القائمة
waiting-offered = معروض حتى { $until }
waiting-in = لديه المقعد
waiting-held = محجوز
waiting-out = بلا مقعد
waiting-offer = اعرضه
waiting-give = أعط المقعد
waiting-end = أنهِ ذلك: بلا مقعد
waiting-none = لا أحد ينتظر، ولا مقعد بلا صاحب.
waiting-ends = ينتهي العرض بعد
waiting-hours = { $count ->
    [one] ساعة واحدة
    [two] ساعتان
   *[other] { $count } ساعات
  }
waiting-book = { $seats } مقعدًا، أُعطي منها { $given }
waiting-book-offered = { $count ->
    [one] مقعد محفوظ بعرض
    [two] مقعدان محفوظان بعرضين
   *[other] { $count } محفوظة بعروض
  }
waiting-book-free = { $count } لمن يأتي أولًا
waiting-book-taken = { $count } أخذها من أتى أولًا
waiting-left = { $count ->
    [one] واحد بلا صاحب
    [two] اثنان بلا صاحب
   *[other] { $count } بلا صاحب
  }
waiting-rows-over = { $count ->
    [one] مقعد واحد لمن يأتي أولًا زائد على ما يوجد.
    [two] مقعدان لمن يأتي أولًا زائدان على ما يوجد.
   *[other] المقاعد لمن يأتي أولًا تزيد بعدد { $count } على ما يوجد.
  }
waiting-rows-over-text = لم يأخذها أحد بعد.
waiting-rows-close = { $count ->
    [one] أغلقه
    [two] أغلقهما
   *[other] أغلق هذه، عددها { $count }
  }
waiting-over = { $count ->
    [one] أُعطي مقعد واحد أكثر مما يوجد. ابحث عن قاعة أخرى، أو اسأل من يفضل الذهاب إلى غيرها.
    [two] أُعطي مقعدان أكثر مما يوجد. ابحث عن قاعة أخرى، أو اسأل من يفضل الذهاب إلى غيرها.
   *[other] أُعطيت { $count } مقاعد أكثر مما يوجد. ابحث عن قاعة أخرى، أو اسأل من يفضل الذهاب إلى غيرها.
  }
waiting-offer-next = اعرضه على { $name }
waiting-free = { $count ->
    [one] أتحه لمن يأتي أولًا
    [two] أتح المقعدين لمن يأتي أولًا
   *[other] أتح المقاعد الـ { $count } لمن يأتي أولًا
  }
waiting-says-yes = يقول نعم
waiting-says-no = يقول لا
waiting-says-back = يعيده
waiting-says-wait = يطلب مكانًا في القائمة
waiting-ended = انتهى العرض، { $until }
waiting-list = ضعه في القائمة
waiting-back = استعد المقعد
circles-title = الحلقات غير المدرجة
circles-text = تُقفل الجلسة غير المدرجة لأصحابها، برسالة لكل واحد. لا يعرف غيرهم بوجودها، ولا تظهر في أي قائمة على حاسوبنا.
circles-names = { $count ->
    [one] أظهر اسمًا واحدًا بلمسة
    [two] أظهر اسمين بلمسة
   *[other] أظهر { $count } أسماء بلمسة
  }
circles-closed = الحلقات المرسلة مغلقة.
circles-closed-next = افتح الظروف أعلاه أولًا.
circles-none = لا توجد. حدد جلسة غير مدرجة في البرنامج، فتظهر هنا.
circles-who = أصحابها
circles-send = { $count ->
    [one] أقفل وأرسل إلى شخص واحد
    [two] أقفل وأرسل إلى شخصين
   *[other] أقفل وأرسل إلى { $count } أشخاص
  }
circles-sent = أُقفل وأُرسل.
asks-title = طلبات بكلمات مقفلة
asks-text = لا تظهر الحلقات واللقاءات الفردية في أي قائمة على حاسوبنا. ويُقفل جوابك لذلك الشخص وحده.
asks-asked = يطلب المشاركة
asks-in = له مكان
asks-out = قيل له لا
asks-slot = الوقت
asks-slot-pick = اختر وقتًا
asks-slot-none = لا وقت متاح
asks-give-slot = أعط هذا الوقت
asks-not = ليس هذه المرة
groups-title = أخبر المدربين
groups-text = اختر من هو كل مدرب. يُخبر كم شخصًا يأتي، وبأي لغات، وكم منهم يحتاج شيئًا. ولا يُذكر من هم أبدًا. دون الخمسة لا يقال شيء؛ وإن أُخبروا ثانية فلا يتغير رقم إلا إذا كان الفرق خمسة أشخاص أو أكثر.
groups-nobody = لا أحد هنا
groups-send = أقفل وأرسل الأرقام
groups-sent = { $count ->
    [one] أُخبر مدرب واحد.
    [two] أُخبر مدربان.
   *[other] أُخبر { $count } مدربين.
  }
said-title = كيف كانت
said-row = الآراء بحسب الجلسة، بلا أسماء
said-text = ما قاله الناس عن الجلسات، بلا أسماء. أقل من خمس إجابات لا تقول شيئًا، حتى لا يُعرف أحد.
said-closed = { $count ->
    [one] إجابة واحدة مغلقة.
    [two] إجابتان مغلقتان.
   *[other] { $count } إجابات مغلقة.
  }
said-closed-text = لمسة واحدة. يعرف الناس أن فريق البرنامج يقرأ هذا.
said-open = افتح الإجابات
said-none = لم يقل أحد شيئًا بعد
said-none-text = يمكنهم ذلك بعد حضور أول جلسة.
said-few = أجاب أقل من خمسة أشخاص.
said-mean = { $count ->
    [one] { $mean } من 5، من شخص واحد
    [two] { $mean } من 5، من شخصين
   *[other] { $mean } من 5، من { $count } أشخاص
  }

## Requests of the public

requests-title = الطلبات
requests-text = ما طلبه الناس من الخارج على الصفحة العلنية. كل طلب يُقفل لفريقك في متصفحهم، أو لحظة وصوله إذا كان المتصفح لا يشغّل البرامج.
requests-open = افتح الطلبات
requests-closed = الطلبات مغلقة.
requests-closed-text = لمسة واحدة تفتحها كلها، حتى تُقفل هذه الصفحة.
requests-none = لم يطلب أحد بعد
requests-none-text = تظهر الطلبات هنا حين يصبح الجزء المفتوح علنيًا.
requests-seats = طلبوا مقعدًا
requests-press = من الصحافة
requests-needs = لهم احتياجات للمشاركة
requests-csv = احفظ كجدول
requests-list-seat = { $count ->
    [zero] لا أحد يطلب مقعدًا
    [one] شخص واحد يطلب مقعدًا
    [two] شخصان يطلبان مقعدًا
    [few] { $count } أشخاص يطلبون مقعدًا
    [many] { $count } شخصًا يطلبون مقعدًا
   *[other] { $count } شخص يطلبون مقعدًا
  }
requests-list-press = { $count ->
    [zero] لا أحد يأتي من الصحافة
    [one] شخص واحد يأتي من الصحافة
    [two] شخصان يأتيان من الصحافة
    [few] { $count } أشخاص يأتون من الصحافة
    [many] { $count } شخصًا يأتون من الصحافة
   *[other] { $count } شخص يأتون من الصحافة
  }
requests-until = تحذفها البوابة في { $day } على أبعد تقدير. إذا بدت ساعتها خاطئة حينها، تنتظر حتى تُضبط. القائمة التي تحفظها هنا عليك أنت حذفها.
requests-unreadable = { $count ->
    [zero] لا طلبات متعذّرة.
    [one] طلب واحد لا يُفتح.
    [two] طلبان لا يُفتحان.
    [few] { $count } طلبات لا تُفتح.
    [many] { $count } طلبًا لا تُفتح.
   *[other] { $count } طلب لا تُفتح.
  }
requests-unreadable-safe = تلفت، أو صنعها من لم يستعمل النموذج. وهي تشغل أماكن.
requests-unreadable-remove = احذفها
requests-back = أعِد المكان
requests-back-of = أعِد مكان { $ticket }
requests-back-yes = احذف الطلب
requests-back-no = أبقِه
requests-col-back = المكان
requests-csv-note = تُصنع القائمة على هذا الحاسوب. من يملك الملف يقرؤه: احذفه نهائيًا حين تُغلق الأبواب.
requests-col-at = وقت الطلب
requests-col-name = الاسم
requests-col-contact = الاتصال
requests-col-outlet = يكتب لـ
requests-col-needs = احتياجات
requests-col-language = اللغة
requests-col-ticket = التذكرة

## Stop

stop-when = توقف في { $time } { $zone }
stop-title = توجد نسختان من السجل.
stop-text = أظهر الحاسوب لهذا المتصفح سجلًا وأظهر للشاهد سجلًا آخر. هذا لا يحدث صدفة.
stop-save = احفظ الدليل
stop-call = اتصل برقم المناوبة { $number }
stop-safe = ما هو آمن
stop-safe-text = تبقى الملفات مقفلة. لم تكن المفاتيح على ذلك الحاسوب قط. ما زالت ساعدني الآن ورقم المناوبة وقصاصات الجيب تعمل.
stop-todo = ماذا تفعل
stop-todo-1 = لا تفتح شيئًا آخر هنا، ولا تكتب شيئًا.
stop-todo-2 = احفظ الدليل على ذاكرة خارجية.
stop-todo-3 = اتصل بمسؤول من هاتف آخر.
stop-todo-4 = استخدم الأوراق المطبوعة حتى يتفق مسؤولان.
stop-prints = البصمتان
stop-print-browser = ما عُرض على هذا المتصفح
stop-print-witness = ما عُرض على الشاهد
stop-differ = المجموعات المسطرة مختلفة.
stop-title-behind = السجل أقصر مما كان.
stop-text-behind = أظهر الحاسوب لهذا المتصفح سجلًا أقدم من قبل. حُذف شيء أو أُعيد شيء قديم.
stop-title-state = عُرضت عليك قائمة أعضاء غير التي وقّعها الشاهد.
stop-text-state = أظهر الحاسوب لهذا المتصفح تغييرات في قائمة الأعضاء غير التي يعرفها الشاهد. هذا لا يحدث صدفة.
stop-title-witness = قال الشاهد شيئًا غير صحيح.
stop-text-witness = ما وقّعه لا يتوافق بعضه مع بعض. هذا لا يحدث صدفة.
stop-print-first = الأولى
stop-print-second = الثانية
stop-evidence-text = يذكر الدليل ما أظهره الحاسوب وما كان يجب أن يُظهره. لا يحوي شيئًا مما كتبته.

## Recovery card

newcard-title = بطاقة استعادة جديدة
newcard-text = إن ضاعت القديمة أو رآها أحد أو استُخدمت. تحتاج إلى ورقة وإلى مفتاح لديك.
newcard-does-old = البطاقة القديمة لا تفتح هنا شيئًا منذ اللمسة الأخيرة.
newcard-does-keys = تبقى مفاتيحك وملفك كما هي.
newcard-does-log = يُكتب ذلك في السجل.
newcard-not = من لديه البطاقة القديمة ونسخة قديمة من بياناتنا ما زال يستطيع قراءة ملفك، وما يأتي أيضًا.
newcard-not-officer = إن كان أحد قد يملكهما معًا، فاتصل بمسؤول الآن.
newcard-not-next = إن كان أحد قد يملكهما معًا، فاصنع كل المفاتيح من جديد: عد ببطاقتك الجديدة.
newcard-begin = اصنع البطاقة
newcard-touch = لمسة أخيرة
newcard-touch-text = المس مفتاحًا لديك. فيوقّع أن هذه بطاقتك منذ الآن. حتى ذلك الحين تُعتمد القديمة.
newcard-touch-do = اعتمد البطاقة الجديدة
newcard-done = البطاقة الجديدة معتمدة
newcard-done-text = قصّ القديمة.
recovery-card = بطاقة الاستعادة
recovery-what = إن فقدت مفتاحك فهذه البطاقة تعيدك. من يملكها يستطيع فتح ملفك.
recovery-cut = قُص
recovery-fold = اطوِ
recovery-check = الرقم الأخير في كل سطر يفحص بقية الأرقام.
recovery-made = البطاقة { $number } من ملفك، صُنعت في { $day }
recovery-how-1 = اطوِ عند الخطين المنقطين. تصبح الأرقام في الداخل.
recovery-how-2 = أغلقها بشريط لاصق ووقّع فوقه. سترى إن كانت قد فُتحت.
recovery-how-3 = احفظها بعيدًا عن مفتاحك وهاتفك. لا تصوّرها أبدًا.
recovery-how-4 = إذا فُتحت أو فُقدت، قل ذلك. البطاقة الجديدة تُبطل هذه فورًا.

## Approvals

approvals-text = لا تحدث بعض الأمور إلا بتوقيع مسؤولين. اسأل الأول عن السبب بالصوت قبل أن توقّع.
approvals-loading = نبحث عما ينتظر…
approvals-empty = لا شيء ينتظرك
approvals-empty-text = ما يبدؤه مسؤول آخر يبقى هنا 24 ساعة.
approvals-signed = وقّعه { $names }
approvals-missing = { $count ->
    [one] ينقص توقيع واحد
    [two] ينقص توقيعان
   *[other] ينقص { $count } توقيعات
  }
approvals-until = ينتهي { $when }، أو عندما يُوقّع شيء آخر قبله
approvals-little = بقي أقل من ساعة لتوقيع هذا.
approvals-over = انتهى وقته قبل أن يوقّع عدد كافٍ من المسؤولين. لم يتغير شيء.
approvals-over-next = إذا كان ما زال مطلوبًا، فابدأه من جديد.
approvals-mine = لقد وقّعت. يجب أن يوقّع مسؤول آخر أيضًا.
approvals-do = وافق بلمسة
approvals-done = وُقّع. يسري من الآن.
approvals-more = { $count ->
    [one] وُقّع. يجب أن يوقّع مسؤول آخر.
    [two] وُقّع. يجب أن يوقّع مسؤولان آخران.
   *[other] وُقّع. يجب أن يوقّع { $count } مسؤولين آخرين.
  }
would-add = إدخال **{ $alias }** بدور { $role }
would-rekey = إعطاء **{ $alias }** مفاتيح جديدة
would-desk-join = إدخال **{ $alias }** إلى **{ $team }**
would-desk-leave = إخراج **{ $alias }** من **{ $team }**
would-remove = إخراج **{ $alias }** من الحدث
meaning-remove = تتوقف مفاتيحه هنا فورًا، ولا يفتح شيئًا جديدًا. وما قرأه فقد قرأه. ثم تحتاج فرقه وكل الأعضاء إلى مفاتيح جديدة.
would-freeze = { $end ->
    [none] إبقاء دخول **{ $alias }** موقوفًا بلا نهاية
   *[time] إيقاف دخول **{ $alias }** حتى { $when }
  }
meaning-freeze = تُقفل صفحاته، ولا يدخل أي مفتاح له، ولا يُفتح له شيء ولا يُقفل له جديد. لا يُحذف شيء، وما فُتح من قبل لا يمكن استرجاعه.
would-unfreeze = إعادة الدخول إلى **{ $alias }**
meaning-unfreeze = تدخل مفاتيحه من جديد، ومنها ما سُرق. اسأل بالصوت هل عاد.
would-desk-epoch = صنع مفتاح لـ **{ $team }** لـ { $count ->
    [one] شخص واحد
    [two] شخصين
   *[other] { $count } أشخاص
  }
would-month-key = صنع مفتاح السجل لشهر **{ $month }**
would-other = تغيير قائمة الأعضاء بطريقة لا تعرفها هذه النسخة
meaning-add = يستطيع الدخول من ذلك الحين. يقول المسؤول الأول إن الأرقام قورنت معه.
meaning-rekey = تتوقف مفاتيحه القديمة فورًا.
meaning-desk-join = بعد مفتاح الفريق التالي يستطيع فتح ما يُقفل لـ { $team }. كل فتح يُكتب في السجل.
meaning-desk-leave = لا يستطيع فتح أي جديد لـ { $team }.
meaning-desk-epoch = ما يُقفل من ذلك الحين يُقفل بهذا المفتاح.
meaning-month-key = يستطيع المسؤولون بعدها قراءة أسباب الفتح في ذلك الشهر. يُتحقق من نصيبك قبل أن توقّع.
meaning-other = لا توقّع ما لا تستطيع قراءته. اسأل المسؤول الذي بدأه.
tasks-title = التالي
tasks-officers = اصنع مفتاح المسؤولين.
tasks-officers-next = اصنع مفتاح المسؤولين التالي: بينكم شخص جديد.
tasks-officers-text = تُقفل به قائمة الضيوف. لا يمكن دعوة أحد قبله.
tasks-officers-do = اصنع مفتاح المسؤولين
tasks-month = اصنع مفتاح السجل لشهر { $month }.
tasks-month-text = به تقرؤون من فتح ماذا ولماذا. بدونه لا يستطيع أي فريق فتح شيء هذا الشهر.
tasks-month-do = اصنع مفتاح هذا الشهر
tasks-teams = { $count ->
    [one] فريق بلا مفتاح مناسب بعد: { $teams }.
   *[other] فرق بلا مفتاح مناسب: { $teams }.
  }
tasks-teams-text = يصنعه أحد أعضاء الفريق، في صفحته الأولى.

## The programme

day-all-title = البرنامج
day-view-all = الكل
day-view-choices = اختياراتي
day-view-after = بعد ذلك
day-days = الأيام
day-first = البرنامج هنا:
day-changed = تغيّر شيء:
day-changed-short = تغيّرت
day-offline = لا توجد شبكة. هذا هو البرنامج كما كان في { $when }.
day-offline-safe = يبقى مقروءًا حتى تغادر هذه الصفحة أو تقفلها.
prog-broken = أقفل { $name } نسخة أحدث لا يستطيع أحد أن يفتحها. ترى هنا النسخة التي قبلها.
prog-broken-next = يستطيع فريق البرنامج أن يقفل النسخة التالية. أخبرهم.
day-waits = سيُدخلك فريق البرنامج قريبًا
day-waits-text = البرنامج مقفل لأهل هذا اللقاء. الفريق يعطيك مفتاحك، وليس عليك أن تفعل شيئًا.
day-none = لا يوجد برنامج بعد
day-none-text = يظهر هنا حالما يحفظه فريق البرنامج.
day-filter-language = اللغة
day-filter-any = الكل
day-filter-mine = لغاتي
day-filter-track = المسار
day-filter-tracks = الكل
day-without = لا جلسات بعد
day-without-text = يضعها فريق البرنامج هنا.
day-nothing = لا شيء في هذا اليوم
day-nothing-text = قد تجد شيئًا في يوم آخر، أو بشروط أقل.
day-all-languages = كل اللغات
day-spoken = { $spoken }
day-spoken-into = { $spoken }، مع ترجمة فورية إلى { $into }
day-with = مع { $names }
day-part = الجزء { $part } من { $parts }
day-parts-title = في { $count } أجزاء
day-parts-text = الأجزاء معًا: من له الأول له الباقي أيضًا.
day-rules = في هذه القاعة
day-group-title = مجموعتك
day-group-asked = يريدون الحضور
day-group-needs = يحتاجون شيئًا
day-group-spoken = يسمعونها كما تُقال
day-group-headset = كذلك، بسماعة
day-group-other = طلبوا لغة أخرى
day-group-few = دون 5
day-group-text = يخبرك فريق البرنامج بأرقام، لا بأسماء. دون الخمسة لا يقال شيء.
day-no-phones = الهواتف تبقى في الخارج
day-no-recording = لا صور ولا تسجيل
day-no-rules = الهواتف والصور مسموحة
day-kind-workshop = ورشة
day-kind-joint = للجميع معًا
day-kind-circle = حلقة
day-kind-one-to-one = لقاء فردي
day-kind-drop-in = تعال متى شئت
day-kind-social = لنكون معًا
day-kind-break = استراحة
day-level-any = للجميع
day-level-beginner = للبداية
day-level-advanced = لمن يعرف الأساسيات
day-required = نرجو حضورك
day-open = مفتوح للجمهور
day-unlisted = لا يعرفها إلا أهلها
day-star = ضع علامة
day-starred = عليها علامة
day-star-text = تظهر عندها في يومي. لا يراها غيرك.
day-seat-yours = مقعدك
day-seat-place = رقم { $place } في القائمة
day-seat-offered = لك إن أردت، حتى { $until }
day-seats-free = { $count ->
    [0] ممتلئ
    [one] مقعد واحد شاغر
    [two] مقعدان شاغران
   *[other] المقاعد الشاغرة: { $count }
  }
day-wish = رغبتك { $rank }
day-asked = طلبت المشاركة
day-free = { $long } بلا موعد
day-minutes = { $count ->
    [one] دقيقة واحدة
    [two] دقيقتان
   *[other] { $count } دقيقة
  }
day-hours = { $count ->
    [one] ساعة واحدة
    [two] ساعتان
   *[other] { $count } ساعات
  }
day-hours-minutes = { $hours } س { $minutes } د
day-next = التالي
day-next-in = التالي، بعد { $long }
day-now = الآن
day-mine-empty = لا شيء في هذا اليوم بعد
day-mine-empty-text = هنا تقف الجلسات التي للجميع، ومقاعدك، ومواعيدك الخاصة.
day-waiting-text = المقاعد بحسب الحاجة لا السرعة. لا تخسر شيئًا بالانتظار.
day-entry-add = أضف موعدًا خاصًا بك
day-entry-change = غيّر موعدك
day-entry-what = ماذا
day-entry-what-missing = اكتب كلمة أو كلمتين. لم يضع شيء.
day-entry-day = اليوم
day-entry-from = من
day-entry-to = إلى
day-entry-time-wrong = اكتب الوقتين هكذا 14:30، والمتأخر ثانيًا.
day-entry-save = أقفله واحفظه
day-entry-remove = أزله
day-save = احفظ أيامي على هذا { $device ->
    [computer] الحاسوب
   *[phone] الهاتف
  }
day-save-text = هذه الصفحة تصنع ملف تقويم. لا يُرسل شيء، ولا يوجد عنوان يبقى يسألنا عن الجديد.
day-save-what = ماذا يوجد فيه
day-save-neutral = الأوقات فقط
day-save-neutral-text = كل موعد اسمه «اجتماع»، بلا قاعة.
day-save-real = العناوين والقاعات
day-save-real-text = من يفتح تقويمك يقرأ ما تشارك فيه.
day-save-meeting = اجتماع
day-save-know = كل من يمسك هذا { $device ->
    [computer] الحاسوب
   *[phone] الهاتف
  } يستطيع فتح الملف.
day-save-warn = مع العناوين، يخبر هذا { $device ->
    [computer] الحاسوب
   *[phone] الهاتف
  } من يفتحه أين كنت ولماذا.
day-save-cloud = معظم التقاويم تنسخه أيضًا إلى الشركة التي صنعتها. لا نستطيع استرجاعه. التغييرات لا تصل إليه: احفظه من جديد.
day-save-do = احفظ الملف
day-choices-title = اختياراتي
day-choices-until = اختر حتى { $day }، وغيّر رأيك حتى ذلك اليوم.
day-choices-told = تُعلن المقاعد في { $day }.
day-choices-need = المقاعد بحسب الحاجة وبحسب ترتيبك، لا بحسب من جاء أولًا.
day-choices-closed = انتهى الاختيار. اختياراتك عند فريق البرنامج.
day-choices-announced = أُعلنت المقاعد. تجد مقاعدك في يومي.
day-wishes = الورش، الأفضل أولًا
day-wishes-none = لم تختر ورشة بعد
day-wishes-none-text = أضف واحدة في الأسفل، أو افتحها في البرنامج.
day-add = أضف ورشة
day-add-text = تذهب إلى آخر قائمتك. ارفعها إن كنت تريدها أكثر.
day-add-pick = اختر واحدة
day-up = ارفع: { $title }
day-up-short = ارفع
day-down = أنزل: { $title }
day-down-short = أنزل
day-remove = أزل: { $title }
day-remove-short = أزل
day-hear = أود أن أسمعها بـ
day-headset = أحتاج إلى سماعة
day-need-add = أخبرنا بما تحتاج إليه هناك
day-need = شيء ينبغي أن نعرفه
day-need-text = مقعد قرب الباب، مرافق، إيقاع أهدأ. الحاجة قبل الترتيب. يقرؤه فريق البرنامج.
day-asks = الحلقات واللقاءات الفردية
day-asks-text = لا شيء عن هذه في أي قائمة على حاسوبنا. سؤالك والجواب مقفلان.
day-ask = اطلب المشاركة
day-ask-not = لا أطلب بعد الآن
day-ask-text = تسأل فريق البرنامج بكلمات مقفلة. لا يعلم بذلك غيره.
day-ask-note = ما تود قوله مع الطلب
day-choose = ضعها في قائمتي
day-choose-not = أزلها من قائمتي
day-choose-text = يمكنك أن تضعها في قائمة رغباتك.
day-chosen-text = هي رغبتك { $rank }.
day-to-choices = لم تُرسل بعد. إلى اختياراتي
day-choices-sent = أُقفلت وأُرسلت إلى فريق البرنامج.
day-choices-sent-text = يمكنك تغييرها حتى آخر يوم.
day-free-text = { $count ->
    [one] مقعد واحد شاغر. هو لمن يأتي أولًا.
    [two] مقعدان شاغران. هما لمن يأتي أولًا.
   *[other] المقاعد الشاغرة: { $count }. لمن يأتي أولًا.
  }
day-take = خذ مقعدًا
day-take-parts = خذ مقعدًا في كل الأجزاء
day-full = لا مقعد شاغر الآن. انظر لاحقًا: الناس يعيدون مقاعدهم.
day-list-ask = أبقِني في القائمة
day-said-yes = قلت نعم. يعطيك فريق البرنامج المقعد.
day-said-no = قلت لا. شكرًا لإخبارنا.
day-said-back = أنت تعيده. ويتولى فريق البرنامج الباقي.
day-said-wait = طلبت مكانًا في القائمة. المقاعد بحسب الحاجة لا السرعة.
day-asked-text = لقد طلبت. يأتي الجواب هنا، ولا يقرؤه غيرك.
day-ask-no = ليس هذه المرة. لا يعني ذلك شيئًا عنك؛ كان لا بد من تقديم آخرين.
day-in-the-way = أنت في «{ $title }» في ذلك الوقت. أعد ذلك المقعد أولًا إن فضّلت المجيء إلى هنا.
day-with-first = مقاعدها تأتي مع الجزء الأول. خذ مقعدًا هناك.
day-taken = المقعد لك.
day-taken-text = هو الآن في يومي.
day-taken-parts = في كل جزء. هي الآن في يومي.
day-gone = أخذ شخص آخر المقعد الأخير قبلك بلحظة.
day-gone-text = هذا لا يقول عنك شيئًا، ولم تخسر شيئًا. انظر لاحقًا: الناس يعيدون مقاعدهم.
day-yours = مقعدك هنا.
day-yours-parts = لك مقعد في كل جزء.
day-yours-slot = موعدك
day-give-back = أعيد مقعدي
day-given-back = شكرًا. يستطيع غيرك أن يأخذه الآن.
day-told = أُقفل وأُرسل إلى فريق البرنامج.
day-offer-text = مقعد محفوظ لك حتى { $until }.
day-offer-ended = انتهى العرض. لا تخسر شيئًا: يمكنك أن تطلب مكانًا في القائمة من جديد.
day-offer-beside = أنت في «{ $title }» في ذلك الوقت. أعد ذلك المقعد إن قلت نعم.
day-offer-yes = آخذه
day-offer-no = أعطوه لغيري
day-after-title = بعد ذلك
day-feedback-title = كيف كانت؟
day-feedback-text = مقفل لفريق البرنامج. اسمك معه، فاكتب ما كنت ستقوله لهم فقط.
day-feedback-useful = كم كانت مفيدة؟ 1 قليلًا، 5 كثيرًا
day-feedback-given = قلت { $useful } من 5
day-feedback-note = ماذا ينبغي أن يعرفوا؟
day-feedback-none = لا شيء بعد
day-feedback-none-text = بعد أول جلسة لك يمكنك أن تقول هنا كيف كانت.
day-feedback-sent = شكرًا. أُقفل وأُرسل إلى فريق البرنامج.
day-cert-title = شهادة
day-cert-row = باسمك المستعار، للطباعة
day-cert-text = هذه الصفحة تصنعها. لا يُحفظ منها شيء.
day-cert-alias = ليس في بطاقتك اسم مستعار بعد.
day-cert-alias-next = اكتب واحدًا في «عنك» فيقف هنا.
day-cert-name = اذكر ورشي
day-cert-warn = على الورق يستطيع أي أحد قراءتها. اطبعها فقط إن كنت تستطيع حملها.
day-cert-says = هذه تقول إن
day-cert-part = شارك في { $event }
day-cert-when = من { $from } إلى { $to }، { $place }

## Messages

msg-teams = الفرق
msg-announcements = الإعلانات
msg-groups = المجموعات
msg-met = أشخاص التقيت بهم
msg-nothing = لا أحد لتكتب إليه بعد
msg-nothing-text = عندما يفتح فريق رسائله يظهر هنا.
msg-team-not-yet = لم يفتح أحد من هذا الفريق رسائله بعد
msg-opening = يجري فتح رسائلك…
msg-reading = يجري البحث فيما وصل أثناء غيابك
msg-from-team = { $team }: إلى الجميع
msg-group-unnamed = مجموعة بلا اسم
msg-by-you = أنت: { $text }
msg-you = أنت:
msg-file = ملف
msg-newest-done = تم الاهتمام به
msg-newest-told = أُخبر بطريق آخر
msg-newest-left = غادر أحدهم
msg-unread = { $count ->
    [one] رسالة واحدة غير مقروءة
    [two] رسالتان غير مقروءتين
    [many] { $count } رسالة غير مقروءة
   *[other] { $count } رسائل غير مقروءة
  }
msg-mark-muted = صامتة
msg-mark-left = غادرتها
msg-mark-changed = تغيّرت المفاتيح
msg-people = شخص بجانبك
msg-people-text = اكتب إلى شخص تلتقي به هنا
msg-search = ابحث في رسائلك
msg-search-text = على هذا الجهاز فقط
msg-sees = ما يراه حاسوبنا
msg-sees-text = من رسائلك: مظاريف مغلقة بحجم واحد، ومتى وصلت
msg-back = كل الرسائل
msg-about = عن هذه الرسائل
msg-list = ما كُتب
msg-none-yet = لم يُكتب شيء هنا بعد.
msg-show-earlier = { $count ->
    [one] رسالة سابقة واحدة
    [two] رسالتان سابقتان
   *[other] { $count } رسائل سابقة
  }
msg-to-newest = إلى الأحدث
msg-came = رسالة جديدة من { $name }
msg-earlier = كانت هناك رسائل قبل هذه. هي من قبل دخولك هنا، أو انتهت مدتها.
msg-missing = { $count ->
    [one] رسالة رآها أحدهم لم تصل.
    [two] رسالتان رآهما أحدهم لم تصلا.
   *[other] { $count } رسائل رآها أحدهم لم تصل.
  }
msg-missing-next = قد تصل لاحقًا. إن لم تصل فاطلب كتابتها من جديد.
msg-unseen = { $count ->
    [one] إحدى رسائلك هنا من قبل مفاتيحك الجديدة. لا يُعرف أن أحدًا قرأها.
    [two] رسالتان من رسائلك هنا من قبل مفاتيحك الجديدة. لا يُعرف أن أحدًا قرأهما.
   *[other] { $count } من رسائلك هنا من قبل مفاتيحك الجديدة. لا يُعرف أن أحدًا قرأها.
  }
msg-unseen-next = لا شيء يُرسل من جديد من تلقاء نفسه.
msg-unseen-look = انظر واختر
msg-unopened = { $count ->
    [one] جزء واحد مما حفظته من رسائلك لا يُفتح.
    [two] جزءان مما حفظته من رسائلك لا يُفتحان.
    [few] { $count } أجزاء مما حفظته من رسائلك لا تُفتح.
   *[other] { $count } جزءًا مما حفظته من رسائلك لا يُفتح.
  }
msg-unopened-safe = ما فيها لا يُعرض، ولا يُكتب شيء فوقها. الرسائل الجديدة تصل وتُحفظ.
msg-unopened-next = ربما غيّرها أحد. أخبر أحد المنظمين عندما تلتقيان.
msg-note = السجل الخاص برسائلك لا يُفتح.
msg-note-safe = رسائلك تصل وتُحفظ. ما كان فيه غير معروف: ما قرأته، والمحادثات التي غادرتها، ومن قارنت معهم.
msg-note-next = ربما غيّره أحد: أخبر أحد المنظمين عندما تلتقيان. إلى أن تبدأ سجلًا جديدًا لا يُدوَّن شيء من هذا. في السجل الجديد لا يُعدّ أحد مُقارَنًا: قارنوا من جديد.
msg-note-begin = ابدأ سجلًا جديدًا
msg-unread-from = شيء أرسله { $name } لم يمكن قراءته هنا: صارت لدى { $name } مفاتيح جديدة منذ ذلك.
msg-unread-from-next = يصل إن أُرسل من جديد. إن كنت تنتظر شيئًا فاسأل.
msg-why = لديك مفاتيح جديدة. هل يُحتمل أن القديمة كانت لدى شخص آخر؟
msg-why-text = فكّر في مفتاحك وبطاقتك وجهازك. إن لم تكن متأكدًا فقل نعم. عندها لا يُعدّ أحد مُقارَنًا، وتقارنون من جديد عندما تلتقون. رسائلك تبقى.
msg-why-yes = نعم، أو لست متأكدًا
msg-why-no = لا. ضاع أو تعطّل
msg-again = كُتبت قبل مفاتيحك الجديدة
msg-again-text = لا يُعرف أن أحدًا قرأ هذه. لا شيء يُرسل من جديد من تلقاء نفسه. علّم فقط ما كتبته بنفسك وما زلت تريد قوله.
msg-again-which = أيّ منها
msg-again-to = ‏{ $name }، { $when }
msg-again-joined = { $count ->
    [one] انضم شخص بعد أن كتبتها، فلا تُرسل من جديد. إن كانت للجميع فاكتبها من جديد.
    [two] انضم شخصان بعد أن كتبتها، فلا تُرسل من جديد. إن كانت للجميع فاكتبها من جديد.
   *[other] انضم { $count } أشخاص بعد أن كتبتها، فلا تُرسل من جديد. إن كانت للجميع فاكتبها من جديد.
  }
msg-again-shut = لا يمكن إرسال شيء إلى هناك الآن.
msg-again-send = { $count ->
    [0] أرسل من جديد
    [one] أرسل واحدة من جديد
    [two] أرسل اثنتين من جديد
   *[other] أرسل { $count } من جديد
  }
msg-again-leave = اترك الباقي كما هو
msg-again-sent = { $count ->
    [one] أُرسلت من جديد كما كانت. من وصلته من قبل يراها مرة واحدة.
    [two] أُرسلت اثنتان من جديد كما كانتا. من وصلتاه من قبل يراهما مرة واحدة.
   *[other] { $count } أُرسلت من جديد كما كانت. من وصلته من قبل يراها مرة واحدة.
  }
msg-not-reached = { $count ->
    [one] لم تصل إلى { $people }: لا يمكن استعمال مفتاح هذا الشخص.
   *[other] لم تصل إلى { $people }: لا يمكن استعمال مفاتيحهم.
  }
msg-not-reached-next = تصل إلى كل الآخرين. قلها بطريقة أخرى. ما ينفع هو مفاتيح جديدة: أخبر مسؤولًا.
msg-unvouched = { $count ->
    [one] رسالة واحدة لا تُعرض.
    [two] رسالتان لا تُعرضان.
   *[other] { $count } رسائل لا تُعرض.
  }
msg-unvouched-next = كتبها شخص غادر، ولم يرها أحد من الموجودين هنا.
msg-waiting = { $count ->
    [one] رسالة واحدة تنتظر الشبكة.
    [two] رسالتان تنتظران الشبكة.
    [many] { $count } رسالة تنتظر الشبكة.
   *[other] { $count } رسائل تنتظر الشبكة.
  }
msg-waiting-safe = { $count ->
    [one] هي في هذه الصفحة فقط: لا تغلقها ولا تسجّل الخروج.
   *[other] كلها في هذه الصفحة فقط: لا تغلقها ولا تسجّل الخروج.
  }
msg-waiting-now = جرّب الآن
msg-state-waiting = تنتظر الشبكة – في هذه الصفحة فقط حتى ذلك الحين
msg-in-reply = ردًا على:
msg-parts-missing = { $count ->
    [one] جزء من هذه الرسالة لم يصل
    [two] جزءان من هذه الرسالة لم يصلا
   *[other] { $count } أجزاء من هذه الرسالة لم تصل
  }
msg-acts = رسالة من { $name }
msg-acts-own = رسالتك
msg-done-at = تم الاهتمام به، { $when }.
msg-event-done = { $name }: تم الاهتمام به
msg-event-done-text = { $name }: تم الاهتمام به.
msg-event-told = { $name } أخبر بطريق آخر أن هنا شيئًا
msg-event-told-text = { $name } أخبر بطريق آخر أن هنا شيئًا.
msg-event-left = { $name } غادر
msg-event-left-text = { $name } غادر.
msg-write = اكتب رسالة
msg-write-here = رسالة
msg-send = إرسال
msg-sealing = يجري القفل…
msg-preparing = يجري تجهيز الملف…
msg-room = { $count ->
    [one] يتسع لحرف واحد آخر تقريبًا
    [two] يتسع لنحو حرفين آخرين
   *[other] يتسع لنحو { $count } حرفًا آخر
  }
msg-too-long = { $count ->
    [one] أطول بحرف واحد تقريبًا. أرسلها على مرتين.
    [two] أطول بنحو حرفين. أرسلها على مرتين.
   *[other] أطول بنحو { $count } حرفًا. أرسلها على مرتين.
  }
msg-attach = أرفق ملفًا، 10 ميغابايت على الأكثر
msg-replying = ردًا على { $name }
msg-reply-drop = لا ترد على هذه
msg-file-drop = لا ترفق هذا
msg-file-cleaned = رُسمت من جديد: لم يبق فيها مكان ولا وقت ولا كاميرا.
msg-file-as-it-is = يُرسل كما هو. في بعض الملفات اسم أو مكان في داخلها.
msg-file-sending = يجري إرسال الملف
msg-file-too-large = هذا الملف أكبر من 10 ميغابايت. لم يُرسل شيء.
msg-file-empty = هذا الملف فارغ.
msg-file-picture-unknown = لا يمكن فتح هذه الصورة هنا، فلا يمكن إزالة شيء منها. خذ لقطة شاشة لها وأرفقها.
msg-size-kb = { $size } كيلوبايت
msg-size-mb = { $size } ميغابايت
msg-reply = رد
msg-done = تم الاهتمام به
msg-done-text = يظهر ذلك عند رسالة الشخص
msg-done-seen = يظهر عند رسالة الشخص أنه تم الاهتمام بها، ومتى.
msg-done-say = في كلمات قليلة، ما الذي تم
msg-done-send = أخبر الشخص
msg-unsend = اسحبها
msg-unsend-text = يحذفها حاسوبنا. ومن وصلته قبل ذلك ربما قرأها
msg-unsend-honest = لا تختفي حقًا إلا إذا لم يجلبها أحد بعد، ولا نستطيع معرفة ذلك. وإن جلبها أحد، تخفيها صفحته، وربما قرأها قبل ذلك.
msg-unsent-gone = حذفها حاسوبنا.
msg-unsent-gone-next = من جلبها قبل ذلك ربما قرأها. صفحته تخفيها الآن.
msg-unsent-late = لم يعد حذفها ممكنًا.
msg-unsent-late-next = يُطلب من صفحاتهم إخفاؤها. تصرّف كأنها قُرئت.
msg-report = أخبر المسؤول
msg-report-text = أنت تختار الرسائل التي تصل إليه
msg-report-what = يحصل المسؤولون على الرسائل التي تختارها كما تراها، ومن كتبها. لا يُخبر أحد غيرهم.
msg-report-which = أي الرسائل
msg-report-after = يمكنك الكتابة إلى المسؤولين بعد ذلك مباشرة. المسؤولون يصدقون نسختك، وهي ليست دليلًا عند غيرهم.
msg-report-send = { $count ->
    [one] سلّم رسالة واحدة
    [two] سلّم رسالتين
   *[other] سلّم { $count } رسائل
  }
msg-left = غادرت. ما يُكتب الآن لا يصل إليك.
msg-announcement-only = إعلانات فقط. للسؤال اكتب إلى أحد الفرق.
msg-shut-safe = ما كُتب من قبل يبقى مقروءًا.
msg-shut-contact-changed = تغيّرت مفاتيح الشخص منذ قارنتما. لا يُرسل شيء الآن.
msg-shut-contact-changed-next = غالبًا يكون السبب هاتفًا جديدًا أو مفتاحًا ضائعًا. التقيا أو تحدثا، وقارنا الأرقام من جديد، ثم تابعا.
msg-shut-thread-forked = قيل لأشخاص في هذه المجموعة إن فيها أناسًا مختلفين. لا يُرسل شيء.
msg-shut-thread-forked-next = أخبر مسؤولًا. ومن صنع المجموعة يستطيع صنع أخرى.
msg-shut-bundle-missing = لم تُفتح الرسائل هناك بعد، أو ليس منذ نصف سنة، فلا يمكن قفل شيء لهم.
msg-shut-bundle-missing-next = اطلب الدخول مرة واحدة.
msg-under-announcement = للجميع. موقّعة، فيستطيع أي شخص أن يثبت من كتبها.
msg-under-direct = أنتما فقط
msg-who-reads = { $count ->
    [one] شخص واحد يستطيع قراءة هذا
    [two] شخصان يستطيعان قراءة هذا
   *[other] { $count } أشخاص يستطيعون قراءة هذا
  }
msg-about-announcement = كل من في اللقاء يحصل على ما يُكتب هنا. ولا يكتب إلا { $team }.
msg-until-desk = تبقى حتى 30 يومًا بعد اللقاء.
msg-until-short = تبقى 14 يومًا بعد فتحك لها أول مرة.
msg-mute = كتم
msg-mute-text = لا نقطة ولا رقم لهذه الرسائل
msg-leave = مغادرة
msg-leave-text = ما يُكتب بعد ذلك لا يصل إليك
msg-leave-sure = لا تستطيع العودة بنفسك.
msg-leave-sure-next = يرى الآخرون أنك غادرت.
msg-stay = ابقَ
msg-people-how = لا يمكنك الكتابة إلى شخص هنا إلا بعد أن تقفا جنبًا إلى جنب: أحدكما يعرض رمزًا والآخر يقرؤه. لا يستطيع أحد البحث عنك.
msg-people-limits = حاسوبنا لا يعرف بمن التقيت. ويرى الشخص الاسم الذي تستعمله هنا، وأن الرمز جاء منك.
msg-code-show = اعرض رمزي
msg-code-yours = رمزك
msg-code-yours-text = دع الشخص الذي بجانبك يقرؤه الآن. لا ترسله إلى أحد.
msg-code-read = اقرأ رمز الشخص
msg-code-go = ابدأ
msg-scan = صوّر الرمز
msg-scan-note = كاميرا هاتفك تلتقط الصورة. تُقرأ هنا ولا تُرسل. بعض الهواتف تحتفظ بها: احذفها هناك.
msg-scan-none = لم يُقرأ رمز في هذه الصورة. اقترب أكثر، أو اكتبه في الأسفل.
msg-paste = الرمز نصًا
msg-paste-note = مكتوب تحت الرمز على الشاشة الأخرى. كثيرًا ما يستطيع تطبيق الكاميرا في هاتفك قراءة الرمز ونسخه.
msg-compare = قارن الأرقام
msg-compare-why = لتتأكد أن لا أحد يقف بينكما
msg-compare-how = يجب أن يظهر الرقم نفسه على شاشة { $name }. قارناه جنبًا إلى جنب، أو اقرأه في مكالمة تعرف فيها الصوت.
msg-compare-digits = رقمكما المشترك
msg-compare-code = رقمكما المشترك رمزًا
msg-compare-same = الرقمان متطابقان
msg-compare-read = اقرأه من الشاشة الأخرى
msg-compare-do = قارن
msg-compare-differ = الرقمان مختلفان
msg-compare-again = قارن من جديد
msg-compare-back = عودة إلى الرسائل
msg-compared = تأكدت من { $name }: قرأت رمزه، أو قارنتما الأرقام.
msg-changed = تغيّرت مفاتيح { $name } منذ قارنتما.
msg-changed-next = لا يُرسل شيء إلى { $name } حتى تقارنا من جديد.
msg-differ = توقف. الرقمان مختلفان.
msg-differ-safe = لم يُرسل شيء.
msg-differ-next = تأكدا أن كلًا منكما ينظر إلى رقم الآخر. إن بقيا مختلفين فلا تكتب هنا إلى { $name }: أخبر مسؤولًا.
msg-search-words = كلمات
msg-search-note = يبحث فقط فيما هو مفتوح على هذا الجهاز. لا يُرسل منه شيء.
msg-found = { $count ->
    [one] رسالة واحدة
    [two] رسالتان
   *[other] { $count } رسائل
  }
msg-found-none = لم يوجد شيء
msg-found-none-text = يُبحث فقط في الرسائل التي فتحها هذا الجهاز.

## Messages of teams

inbox-view = الوارد
inbox-view-tell = من نخبرهم
inbox-view-announce = إعلان
inbox-view-groups = المجموعات
inbox-team = الفريق
inbox-all-teams = كل الفرق
inbox-open = تنتظر جوابًا
inbox-done = أُجيب عنها
inbox-rest = مجموعات وأشخاص وإعلانات
inbox-own = منك إلى فرق أخرى
inbox-newest = الأحدث
inbox-state = الحالة
inbox-when = متى
inbox-state-open = مفتوحة
inbox-state-done = أُجيب عنها
inbox-shut-contact-changed = تغيّرت المفاتيح
inbox-shut-thread-forked = القوائم مختلفة
inbox-shut-bundle-missing = لم تُفتح بعد
inbox-nothing = لا رسائل بعد
inbox-nothing-text = عندما يكتب ضيف إلى فريقك تظهر هنا.
inbox-write = اكتب إلى شخص
inbox-write-as = باسم
inbox-write-whom = إلى من
inbox-names-note = لا تظهر الأسماء هنا إلا ما دامت بطاقة أو رسالة مفتوحة تذكرها.
inbox-key-write = كتابة
inbox-write-them = اكتب إلى { $alias }
tell-text = من لديه جديد ولم ينظر إليه. البوابة لا ترسل نصوصًا: اكتب جملة محايدة حيث يمكن الوصول إلى الشخص، ثم ضع علامة.
tell-nobody = لا أحد لنخبره
tell-nobody-text = نظر الجميع، أو لم يُكتب جديد.
tell-to-tell = لم يُخبروا بعد
tell-told = أُخبروا
tell-waits = ينتظر
tell-count = { $count ->
    [one] رسالة جديدة واحدة
    [two] رسالتان جديدتان
   *[other] { $count } رسائل جديدة
  }
tell-since = منذ { $when }
tell-reach = طريقة الوصول
tell-no-reach = لا كلمة من الشخص
tell-closed = طريقة الوصول إلى الشخص مغلقة.
tell-closed-next = افتحها بالزر فوق القائمة. لا يستطيع ذلك إلا فريقا التأشيرات والسفر والمسؤولون.
tell-not-now = الوقت الآن خارج الساعات الآمنة لهذا الشخص.
tell-not-now-next = انتظر حتى ذلك الحين، إلا إذا كان الأمر لا يحتمل الانتظار.
tell-sentence = ما يُكتب
tell-sentence-note = لا تذكر لقاءً ولا بوابة ولا سببًا. لا تضف ما يذكرها.
tell-another = جملة أخرى
tell-do = أخبرت الشخص
tell-open = افتح طرق الوصول إليهم
tell-again = أخبرته مرة أخرى
tell-told-at = أُخبر { $when }
tell-thread = افتح الرسائل
announce-signed = الإعلانات موقّعة عن قصد، ولا يمكن إنكارها.
announce-signed-next = كل من يحصل عليها يستطيع أن يثبت للآخرين أن فريقك كتبها، وأنك أنت. الرسائل الأخرى ليست كذلك.
announce-as = باسم
announce-text = ما ينبغي أن يعرفه الجميع
announce-text-note = { $count ->
    [one] يحصل عليه شخص واحد في اللقاء. لا تذكر اسم أحد، ولا مكانًا يجب أن يبقى مجهولًا.
    [two] يحصل عليه شخصان في اللقاء. لا تذكر اسم أحد، ولا مكانًا يجب أن يبقى مجهولًا.
   *[other] يحصل عليه كل الأشخاص في اللقاء، وعددهم { $count }. لا تذكر اسم أحد، ولا مكانًا يجب أن يبقى مجهولًا.
  }
announce-look = انظر إليه
announce-sure = { $count ->
    [one] إرسال إلى شخص واحد؟
    [two] إرسال إلى شخصين؟
   *[other] إرسال إلى { $count } شخصًا؟
  }
announce-sure-text = لا يمكن سحبه بعد أن يجلبه أحد. موقّع، وعن قصد لا يمكن إنكاره.
announce-send = توقيع وإرسال
announce-sealing = يجري القفل لكل واحد منهم…
announce-back = عدّله
announce-sent = { $count ->
    [one] أُرسل إلى شخص واحد.
    [two] أُرسل إلى شخصين.
   *[other] أُرسل إلى { $count } شخصًا.
  }
announce-without = { $count ->
    [one] شخص واحد لم يفتح رسائله بعد ولا يحصل عليه. أخبره بطريقة أخرى.
    [two] شخصان لم يفتحا رسائلهما بعد ولا يحصلان عليه. أخبرهما بطريقة أخرى.
   *[other] { $count } أشخاص لم يفتحوا رسائلهم بعد ولا يحصلون عليه. أخبرهم بطريقة أخرى.
  }
announce-not-yours = الإعلانات يكتبها المسؤولون وفريق البرنامج.
announce-not-yours-next = اطلب ذلك من أحدهم.
group-text = من في المجموعة يرى من معه فيها، بالأسماء المستعملة هنا. لا يعرف غيرهم بوجودها.
group-new = مجموعة جديدة
group-none = لا مجموعات بعد
group-none-text = لورشة، أو لأشخاص يسافرون معًا.
group-name = الاسم
group-name-note = يراه كل من فيها. كلمات محايدة: فهو يظهر على شاشاتهم.
group-people = الأشخاص
group-by = صنعها
group-by-other = شخص آخر
group-find = ابحث
group-who = من فيها، غيرك
group-full = { $count ->
    [one] تتسع المجموعة لشخص واحد.
    [two] تتسع المجموعة لشخصين.
   *[other] تتسع المجموعة لعدد { $count } من الأشخاص.
  }
group-make = اصنع المجموعة
group-change = احفظ من فيها
group-saved = حُفظ.
group-saved-next = من أُخرج لا يقرأ شيئًا مما يُكتب من الآن. ومن أُدخل لا يقرأ شيئًا مما قبل.
group-not-yours = لا يغيّر من فيها إلا من صنعها.

## When something is refused. One pair a code: what happened (and what is safe), what to do next.

error-unknown = لم ينجح شيء ما. لم يُرسل شيء، وما كتبته محفوظ.
error-unknown-next = أعد المحاولة. إذا تكرر ذلك، اتصل برقم المناوبة.
error-forbidden = ليس لك أن تفعل هذا. لم يتغير شيء.
error-forbidden-next = اسأل مسؤولًا إذا كنت ترى غير ذلك.

error-malformed = لم نستطع قراءة ما جاء من حاسوبنا. لم نفتح منه شيئًا.
error-malformed-next = أعد المحاولة. إذا تكرر ذلك، اتصل برقم المناوبة.
error-too-large = هذا أكبر من أن يُرسل. ما كتبته محفوظ.
error-too-large-next = اجعله أقصر وأرسله من جديد.
error-wrong-label = ما جاء من حاسوبنا ليس ما طلبناه. لم نفتح منه شيئًا.
error-wrong-label-next = { error-malformed-next }
error-wrong-length = { error-malformed }
error-wrong-length-next = { error-malformed-next }
error-padding = { error-malformed }
error-padding-next = { error-malformed-next }
error-wrong-key = هذا المفتاح لا يفتحه. يبقى مغلقًا وآمنًا.
error-wrong-key-next = جرّب مفتاحك الآخر، أو بطاقة الاستعادة.
error-weak-secret = لم يعطِ مفتاحك جوابًا جيدًا. لم يُفتح شيء.
error-weak-secret-next = أخرج المفتاح، وأدخله من جديد، والمسه.
error-slot-foreign = هذا المفتاح يعود إلى ملف آخر. لم يُفتح شيء.
error-slot-foreign-next = استخدم مفتاحك.
error-card-mistyped = أحد أسطر البطاقة غير صحيح. ما كتبته محفوظ.
error-card-mistyped-next = انظر إليه رقمًا رقمًا واكتبه من جديد.
error-key-unusable = لا يمكن إقفال شيء بهذا المفتاح. لم يُقبل.
error-key-unusable-next = يصنع الطرف الآخر مفاتيح جديدة في صفحة محدّثة. إن لم يُجدِ ذلك، أخبر مسؤولًا.
error-assertion-type = أجاب مفتاحك عن سؤال آخر. لم يحدث شيء.
error-assertion-type-next = حمّل الصفحة من جديد والمس المفتاح.
error-assertion-challenge = تأخر جواب مفتاحك. لم يحدث شيء.
error-assertion-challenge-next = { error-assertion-type-next }
error-assertion-origin = هذه الصفحة ليست التي يعرفها مفتاحك. توقف هنا: قد تكون نسخة مزيفة.
error-assertion-origin-next = انظر إلى العنوان. إذا كان خطأ، أغلق الصفحة واتصل برقم المناوبة.
error-assertion-rp = { error-assertion-origin }
error-assertion-rp-next = { error-assertion-origin-next }
error-assertion-cross-origin = { error-assertion-origin }
error-assertion-cross-origin-next = { error-assertion-origin-next }
error-assertion-presence = لم يُلمس المفتاح. لم يحدث شيء.
error-assertion-presence-next = المسه عندما يومض.
error-assertion-verification = لم يطلب المفتاح رقمه السري أو إصبعك. لم يحدث شيء.
error-assertion-verification-next = ضع رقمًا سريًا للمفتاح، ثم أعد المحاولة.
error-assertion-backup = قد توجد نسخة من هذا المفتاح في حساب سحابي. هذا الحدث لا يسمح بذلك.
error-assertion-backup-next = استخدم مفتاحًا ماديًا.
error-assertion-credential = هذا المفتاح غير مُعدّ هنا. لم يحدث شيء.
error-assertion-credential-next = استخدم المفتاح الذي أعددته، أو اسأل مسؤولًا.
error-assertion-signature = جواب المفتاح غير صحيح. لم يحدث شيء.
error-assertion-signature-next = { error-assertion-type-next }
error-credential-key = هذا النوع من المفاتيح غير معروف هنا. لم يتغير شيء.
error-credential-key-next = استخدم مفتاحًا آخر.
error-root-mismatch = هذا ليس الحدث الذي دُعيت إليه. توقف هنا. لم يُرسل شيء مما يخصك.
error-root-mismatch-next = اتصل بمن دعاك.
error-genesis-signature = الصفحة الأولى من هذا الحدث غير موقّعة كما يجب. لم يُرسل شيء مما يخصك.
error-genesis-signature-next = { error-root-mismatch-next }
error-founding-mismatch = رأى المسؤولان شيئين مختلفين. لم يُوقَّع شيء.
error-founding-mismatch-next = ابدآ من جديد، جالسَين معًا.
error-roster-chain = في قائمة الأعضاء فجوة. لا نصدّق شيئًا جديدًا حتى تُصلح. ما هو لك ما زال يمكن قراءته.
error-roster-chain-next = اتصل بمسؤول.
error-roster-signature = تغيير في قائمة الأعضاء غير موقّع كما يجب. لا نصدّقه. ما هو لك ما زال يمكن قراءته.
error-roster-signature-next = { error-roster-chain-next }
error-roster-right = غيّر قائمة الأعضاء من لا يحق له. لا نصدّق ذلك.
error-roster-right-next = { error-roster-chain-next }
error-roster-quorum = هذا يحتاج إلى مسؤولَين. لم يتغير شيء.
error-roster-quorum-next = اطلب من المسؤول الآخر أن يوقّع أيضًا.
error-roster-rule = قواعد الحدث لا تسمح بهذا. لم يتغير شيء.
error-roster-rule-next = اسأل مسؤولًا.
error-roster-expired = انتهى وقت توقيع هذا. لم يتغير شيء.
error-roster-expired-next = ابدأه من جديد ووقّع في وقت أبكر.
error-state-differs = قائمة الأعضاء التي أُعطيت لك ليست التي وقّعها الحاسوب الثاني. لم يُقفل شيء ولم يُفتح بناءً عليها.
error-state-differs-next = احفظ الدليل واتصل بمسؤول آخر.
error-verdict-false = قال الحاسوب الثاني عن قائمة الأعضاء ما ليس صحيحًا. لم يُقفل شيء ولم يُفتح بناءً عليه.
error-verdict-false-next = احفظ الدليل واتصل بمسؤول آخر.
error-entry-missing = لم يُظهر حاسوبنا ما يمثله هذا القيد. لم يغيّر شيئًا.
error-entry-missing-next = اسأل من يشغّلان الحاسوبين.
error-needs-missing = لم يُظهر حاسوبنا كل ما يحتاج إليه هذا القيد. لم يغيّر شيئًا.
error-needs-missing-next = اسأل من يشغّلان الحاسوبين.
error-roster-often = أُجريت تغييرات كثيرة من هذا النوع في وقت قصير. لم يتغير شيء.
error-roster-often-next = حاول لاحقًا أو اسأل مسؤولًا.
error-card-signature = لم توقّع بطاقة الاستعادة هذا، أو وقّعته بطاقة أخرى. لم يتغير شيء.
error-card-signature-next = استخدم البطاقة التي طُبعت لك أخيرًا. إن كانت هي، فاتصل بمسؤول.
error-policy-unsound = قواعد الفعالية يناقض بعضها بعضًا. لم يتغير شيء.
error-policy-unsound-next = اتصل بالمسؤولين الآخرين. القواعد المتناقضة لا تحمي أحدًا.
error-policy-loose = لا يستطيع مسؤول واحد وحده أن يوسّع قواعد الفعالية. لم يتغير شيء.
error-policy-loose-next = أدخل مسؤولًا ثانيًا أولًا. عندها يستطيع اثنان أن يقررا ذلك.
error-policy-unconfirmed = بعض قواعد هذه الفعالية صارت أوسع، ولم تضع علامة عندها بعد. لا يُرسل شيء مما يخصك الآن.
error-policy-unconfirmed-next = انظر إلى القواعد، وضع علامة عند كل قاعدة قرأتها. ما كتبته محفوظ.
error-roster-twice = هذا التغيير نفسه كان ساريًا من قبل. يُحسب مرة واحدة فقط.
error-roster-twice-next = إن احتجت إليه ثانية فاصنعه من جديد.
error-not-yet = هذا لا يعمل في هذه النسخة بعد. لم يتغير شيء.
error-not-yet-next = اسأل مسؤولًا كيف تفعله حتى ذلك الحين.
error-head-signature = لم يوقّع الشاهد ما عُرض علينا. لا نصدّق شيئًا جديدًا. ما هو لك ما زال يمكن قراءته.
error-head-signature-next = أعد المحاولة بعد دقائق. إذا بقي الأمر كذلك، اتصل بمسؤول.
error-head-nonce = { error-head-signature }
error-head-nonce-next = { error-head-signature-next }
error-head-stale = آخر فحص قديم جدًا. ما هو لك يمكن قراءته. لا يُرسل شيء جديد.
error-head-stale-next = أعد المحاولة عندما تتحسن الشبكة.
error-head-behind = عُرض علينا سجل أقدم من قبل. ما هو لك يمكن قراءته. لا يُرسل شيء جديد.
error-head-behind-next = أعد المحاولة بعد دقائق. إذا بقي الأمر كذلك، اتصل بمسؤول.
error-own-entry = قيدك في قائمة الأعضاء ليس كما تركته. لم يُفتح شيء.
error-own-entry-next = اتصل برقم المناوبة.
error-invite-link = لا يمكن قراءة هذه الدعوة. لم يُرسل شيء.
error-invite-link-next = انسخ الرابط كله، أو اكتب الرمز من جديد.
error-invite-mac = تغيّرت هذه الدعوة في الطريق. لم يُرسل شيء.
error-invite-mac-next = اطلب دعوة جديدة ممن دعاك.
error-invite-box = { error-invite-mac }
error-invite-box-next = { error-invite-mac-next }
error-invite-expired = انتهت هذه الدعوة. لا تذكر اسم أحد، فلم يضع شيء.
error-invite-expired-next = { error-invite-mac-next }
error-join-other = هذا المفتاح يحمل دعوة أخرى.
error-join-other-next = استعمل المفتاح الذي أعددته بهذا الرابط. وإن عرض متصفحك عدة حسابات فخذ أحدثها. وإن استمر هذا فاتصل بمن دعاك.
error-invite-inviter = من أرسل هذه الدعوة لا يحق له أن يدعو الآن. توقف هنا. لا يُرسل شيء آخر مما يخصك.
error-invite-inviter-next = اتصل بمن دعاك واطلب دعوة جديدة.
error-invite-used = استُخدمت هذه الدعوة من قبل.
error-invite-used-next = إذا لم تكن أنت من استخدمها، اتصل بمن دعاك.
error-join-proof = لم نستطع إثبات مفاتيحك. لم تدخل بعد، ولم يُرسل شيء.
error-join-proof-next = ابدأ من جديد بالدعوة نفسها.
error-join-changed = تغيّر شيء أثناء انضمامك. توقف هنا. لم يُرسل شيء مما يخصك.
error-join-changed-next = اتصل بمن دعاك.
error-reveal-signature = جواب الطرف الآخر غير موقّع كما يجب. لا تتابع. لم يُرسل شيء.
error-reveal-signature-next = ليتصل كل منكما بالآخر وابدآ من جديد.
error-record-signature = هذا الظرف لم يوقّعه من كان يجب أن يوقّعه. لم نفتحه.
error-record-signature-next = اتصل بمسؤول.
error-record-expected = هذا ليس الظرف الذي طلبناه. لم نفتحه.
error-record-expected-next = { error-malformed-next }
error-record-policy = يذكر هذا الظرف قرّاء لا تسمح بهم القواعد. لم نفتحه.
error-record-policy-next = اتصل بمسؤول.
error-record-author = كتب هذا من لا يحق له. لم نفتحه.
error-record-author-next = اتصل بمسؤول.
error-record-place = هذا في مكان سجل آخر. لم نفتحه.
error-record-place-next = اتصل بمسؤول.
error-record-tag = وُسم هذا بما ليس هو. لم نفتحه.
error-record-tag-next = اتصل بمسؤول.
error-record-commitment = الظرف وما بداخله لا يتطابقان. لا نعرض منه شيئًا.
error-record-commitment-next = اتصل بمسؤول.
error-record-key = المفتاح في هذا الظرف لا يناسبه. يبقى مغلقًا وآمنًا.
error-record-key-next = { error-malformed-next }
error-record-old = توجد نسخة أحدث من هذه. لم يُرسل شيء، وما كتبته محفوظ.
error-record-old-next = انظر إلى النسخة الجديدة أولًا.
error-record-retired = أغلقت نسخة أحدث هذه النسخة.
error-record-retired-next = أعد تحميل الصفحة وافتح الأحدث.
error-inbox-missing = لا يمكن إرسال شيء إلى هذا الشخص بعد: لم يدخل أحد بمفاتيحه منذ صُنعت. ما كتبته محفوظ.
error-inbox-missing-next = أرسله بعد أن يدخل هذا الشخص بمفتاحه.
error-wrap-signature = أضاف مفتاحًا إلى هذا الظرف من لا يحق له. لم نفتحه.
error-wrap-signature-next = اتصل بمسؤول.
error-wrap-recipient = هذا الظرف ليس لك. يبقى مغلقًا.
error-wrap-recipient-next = اسأل مسؤولًا إذا كنت ترى غير ذلك.
error-field = إحدى الإجابات غير صحيحة. ما كتبته محفوظ.
error-field-next = انظر إلى الجزء المحدد.
error-desk-key = مفتاح لا يطابق قائمة الأعضاء. لم يُفتح شيء ولم يُرسل شيء.
error-desk-key-next = أخبر مسؤولًا، وجهًا لوجه أو بالهاتف.
error-desk-waiting = لا مفتاح لهذا بعد، أو غادر أحدهم الفريق ولم يُصنع المفتاح التالي.
error-desk-waiting-next = يصنعه الفريق في صفحته. انتظر قليلًا، أو اسأل مسؤولًا.
error-opening-not-logged = هذا الفتح ليس في السجل، فلن يحدث. يبقى الظرف مغلقًا.
error-opening-not-logged-next = { error-malformed-next }
error-opening-batch = أظرف كثيرة دفعة واحدة. لم يُفتح شيء.
error-opening-batch-next = افتح عددًا أقل في كل مرة.
error-opening-body = السبب والقيد لا يتطابقان. لم يُفتح شيء.
error-opening-body-next = { error-malformed-next }
error-opening-nonce = طُلب هذا من قبل. لم يُفتح شيء مرتين.
error-opening-nonce-next = اطلب من جديد، بلمسة جديدة.
error-opening-requester = لا يحق لك فتح هذا. يبقى مغلقًا.
error-opening-requester-next = اسأل مسؤولًا إذا كنت ترى غير ذلك.
error-opening-desk = فريقك لا يقرأ هذا. يبقى مغلقًا.
error-opening-desk-next = { error-opening-requester-next }
error-opening-time = الساعات غير متفقة. لم يُفتح شيء.
error-opening-time-next = اضبط ساعة هذا الحاسوب، ثم أعد المحاولة.
error-opening-closed = لا يُفتح هذا الظرف الآن. يبقى مغلقًا.
error-opening-closed-next = انظر إلى تواريخه.
error-opening-limit = فتح الفريق كل ما يُسمح له به الآن. يبقى الظرف مغلقًا.
error-opening-limit-next = انتظر ساعة، أو اسأل مسؤولًا.
error-opening-share = لا يملك الشاهد قطعة لهذا الظرف. يبقى مغلقًا.
error-opening-share-next = اتصل بمسؤول.
error-opening-tag = { error-record-commitment }
error-opening-tag-next = اتصل بمسؤول.
error-release-mismatch = أعطى الشاهد قطعة ظرف آخر. يبقى مغلقًا.
error-release-mismatch-next = اتصل بمسؤول.
error-release-refused = قال الشاهد لا. يبقى الظرف مغلقًا.
error-release-refused-next = اسأل مسؤولًا عن السبب.
error-outcome-signature = لم يوقّع من نثق به ما جرى لهذا. لا نصدّقه.
error-outcome-signature-next = اتصل بمسؤول.
error-outcome-leaf = ما وُقّع يخص قيدًا آخر. لا نصدّقه.
error-outcome-leaf-next = اتصل بمسؤول.
error-outcome-twice = وقّع الشاهد جوابين مختلفين لقيد واحد. لن نعرض شيئًا آخر.
error-outcome-twice-next = احفظ الدليل واتصل بمسؤول آخر.
error-outcome-never = طُلب هذا قبل وقت طويل. لم يُفتح شيء، ولن يُفتح.
error-outcome-never-next = اطلب من جديد، بلمسة جديدة.
error-outcomes-withheld = وقّع الشاهد إجابات أكثر مما يعرضه حاسوبنا.
error-outcomes-withheld-next = احفظ الدليل واتصل بمسؤول آخر.
error-leaf-shape = { error-malformed }
error-leaf-shape-next = { error-malformed-next }
error-leaf-missing = قيد ناقص من السجل. لا نصدّق شيئًا جديدًا. ما هو لك يمكن قراءته.
error-leaf-missing-next = اتصل بمسؤول.
error-inclusion = الإثبات بأن هذا في السجل غير صحيح. لا نصدّقه.
error-inclusion-next = اتصل بمسؤول.
error-consistency = تغيّر السجل، ولم تُضف إليه قيود فقط. لم نعد نصدّقه.
error-consistency-next = احفظ الدليل واتصل بمسؤول من هاتف آخر.
error-checkpoint-shape = { error-malformed }
error-checkpoint-shape-next = { error-malformed-next }
error-checkpoint-signature = السجل غير موقّع كما يجب. لا نصدّق شيئًا جديدًا. ما هو لك يمكن قراءته.
error-checkpoint-signature-next = اتصل بمسؤول.
error-checkpoint-cosignature = لم يوقّع الشاهد هذا بعد. لا نقول عن شيء جديد إنه فُحص.
error-checkpoint-cosignature-next = أعد المحاولة بعد دقائق.
error-log-fork = توجد نسختان من السجل. هذا لا يحدث صدفة. تبقى الملفات مقفلة.
error-log-fork-next = احفظ الدليل واتصل بمسؤول من هاتف آخر.
error-log-behind = { error-head-behind }
error-log-behind-next = { error-head-behind-next }
error-log-body = يقول قيد غير ما في السجل. لا نصدّقه.
error-log-body-next = اتصل بمسؤول.
error-bundle-signature = مفاتيح الرسائل إلى هذا الشخص ليست موقّعة منه. لم يُرسل شيء.
error-bundle-signature-next = اتصل بمسؤول.
error-bundle-old = عُرضت علينا مفاتيح قديمة لهذا الشخص. لم يُرسل شيء.
error-bundle-old-next = أعد المحاولة. إن تكرر ذلك فاتصل بمسؤول.
error-bundle-missing = لا أحد هناك يستطيع تلقي الرسائل بعد. لم يُرسل شيء.
error-bundle-missing-next = سيعمل ذلك حين يفتحون صفحة الرسائل. حتى ذلك الحين استعمل سيغنال.
error-thread-member = هذه المحادثة ليست لمن كتبها، أو ليست لك. لا نعرضها.
error-thread-member-next = إن كنت تنتظر رسالة فاسأل صاحبها.
error-thread-forked = لا يُقال لأعضاء هذه المجموعة القائمة نفسها. لا يُرسل إليها شيء.
error-thread-forked-next = اسأل من أنشأ المجموعة، وأخبر مسؤولًا.
error-message-signature = رسالة ليست ممن تحمل اسمه. لا نعرضها.
error-message-signature-next = أخبر مسؤولًا.
error-contact-changed = تغيّرت مفاتيح هذا الشخص منذ أن قارنتماها. لا يُرسل شيء.
error-contact-changed-next = التقيا أو اتصلا، وقارنا الرقم من جديد، ثم اكتب.
error-chunk-gone = حُذف هذا نهائيًا حين انتهى وقته.
error-chunk-gone-next = اطلب من الشخص أن يرسله من جديد.
error-attachment-hash = الملف ليس الذي أُرسل. لا نفتحه.
error-attachment-hash-next = اطلبه من جديد.
error-bad-request = لم يفهم حاسوبنا هذه الصفحة. لم يُرسل شيء.
error-bad-request-next = حمّل الصفحة من جديد. إن تكرر ذلك فاتصل برقم المناوبة.
error-body-too-large = { error-too-large }
error-body-too-large-next = { error-too-large-next }
error-unknown-act = { error-bad-request }
error-unknown-act-next = { error-bad-request-next }
error-wrong-origin = هذه الصفحة ليست في مكانها. قد تكون نسخة مقلّدة. لم يُرسل شيء.
error-wrong-origin-next = { error-assertion-origin-next }
error-session-missing = قفلت الصفحة نفسها. ما أرسلته آمن.
error-session-missing-next = المس مفتاحك من جديد.
error-session-over = { error-session-missing }
error-session-over-next = { error-session-missing-next }
error-vault-locked = { error-session-missing }
error-vault-locked-next = { error-session-missing-next }
error-challenge-unknown = طال الوقت فنسي حاسوبنا السؤال. لم يحدث شيء.
error-challenge-unknown-next = أعد المحاولة والمس المفتاح عندما يومض.
error-ceremony-refused = لم يقبل حاسوبنا هذا المفتاح. لم يتغير شيء.
error-ceremony-refused-next = أعد المحاولة أو استخدم مفتاحًا آخر.
error-key-without-prf = هذا المفتاح لا يستطيع قفل الملفات. لم يتغير شيء.
error-key-without-prf-next = استخدم مفتاحًا آخر أو متصفحًا آخر. صفحة «جرّب جهازي» تبيّن ما يعمل.
error-key-known = هذا المفتاح مُعدّ من قبل. لم يتغير شيء.
error-key-known-next = استخدم مفتاحًا مختلفًا.
error-key-copied = هذا المفتاح يعدّ لمساته، وقد رأينا من قبل عددًا أكبر. ربما لدى شخص آخر نسخة منه. لم تدخل.
error-key-copied-next = ادخل بمفتاحك الآخر أو ببطاقة الاستعادة، وأخبر مسؤولًا اليوم.
error-prf-in-body = كان شيء سرّي على وشك مغادرة هذه الصفحة فأوقفناه. لم يُرسل شيء.
error-prf-in-body-next = حمّل الصفحة من جديد وأخبر مسؤولًا.
error-login-unknown = هذا المفتاح أو البطاقة لا يفتح شيئًا هنا. لم يحدث شيء.
error-login-unknown-next = استخدم ما أعددته هنا. إن فقدته فاستخدم بطاقة الاستعادة.
error-frozen = دخولك موقوف الآن. ملفك في أمان، ولم يُحذف منه شيء.
error-frozen-next = قد يحدث هذا بعد فقدان مفتاح أو حاسوب. اتصل برقم المناوبة: يستطيع مسؤول أن يقول لماذا، وإلى متى.
error-invite-unknown = هذه الدعوة غير معروفة هنا. لم يُكشف شيء مما هو لك.
error-invite-unknown-next = انظر إلى الرمز مرة أخرى أو اسأل من دعاك.
error-founding-unknown = رابط التأسيس هذا غير معروف هنا. لم يُكشف شيء مما هو لك.
error-founding-unknown-next = تحقق من نسخه كاملًا أو اسأل من أعطاك إياه.
error-founding-replaced = بدأ المسؤول الأول من جديد. انتهت هذه الصفحة وانتهى رابطها، ولم تُؤسَّس بهما فعالية.
error-founding-replaced-next = اتصل بالمسؤول الأول واطلب الرابط الجديد. إن لم يبدأ هو من جديد فقد فعل ذلك غيره: توقف.
error-founding-link = هذا الرابط لإعداد فعالية. ليس دعوة، ولم يُكشف شيء مما هو لك.
error-founding-link-next = افتح الرابط نفسه في هذا المتصفح بدل لصقه هنا.
error-other-address = هذا الرابط لعنوان آخر غير عنوان هذه الصفحة. لم يُستخدم، ولم يُكشف شيء مما هو لك.
error-other-address-next = اسأل من أعطاك إياه عن العنوان الصحيح.
error-invite-spent = { error-invite-used }
error-invite-spent-next = { error-invite-used-next }
error-invite-over = { error-invite-expired }
error-invite-over-next = { error-invite-expired-next }
error-founding-over = هذا الحدث مُعدّ من قبل. لم يتغير شيء.
error-founding-over-next = سجّل الدخول بمفتاحك.
error-not-founded = { signin-not-set-up }
error-not-founded-next = عد لاحقًا.
error-record-conflict = غيّره أحد قبلك. ما كتبته محفوظ.
error-record-conflict-next = ارجع وانظر إلى النسخة الجديدة، ثم أرسل نسختك من جديد.
error-roster-moved = تغيّرت قائمة الأعضاء في هذه الأثناء. لم يُنفَّذ هذا، وما كتبته محفوظ.
error-roster-moved-next = أعد المحاولة.
error-day-full = أرسلت اليوم كل ما يحق لشخص واحد. ما كتبته محفوظ.
error-day-full-next = أرسله بعد منتصف الليل بتوقيت UTC.
error-throttled = كثيرون يطلبون الآن. لم يضع شيء.
error-throttled-next = انتظر دقيقة ثم أعد المحاولة.
error-witness-away = الشاهد لا يجيب. يمكن قراءة ما هو لك. لا يُرسل شيء جديد.
error-witness-away-next = أعد المحاولة بعد بضع دقائق. ما كتبته يبقى في هذه الصفحة.
error-database-away = حاسوبنا متوقف قليلًا. لم يضع شيء، وما كتبته محفوظ.
error-database-away-next = أعد المحاولة بعد بضع دقائق.
error-outcome-unknown = ضاع الرد في الطريق. ربما أُرسل وربما لا. ما كتبته محفوظ.
error-outcome-unknown-next = انظر أولًا هل وصل، ثم أعد المحاولة.
error-clock-skew = ساعتا حاسوبينا مختلفتان. لم يُفتح شيء ولم يتغير شيء. ما كتبته محفوظ.
error-clock-skew-next = اتصل برقم المناوبة. حاول مرة أخرى حين تصح الساعتان.
error-servers-differ = حاسوبانا لا يقولان الشيء نفسه. أحدهما مخطئ، ولا يظهر هنا أيهما. لم يُفتح شيء ولم يتغير شيء.
error-servers-differ-next = اتصل برقم المناوبة. ما في صفحتك يبقى فيها.
error-place-lost = أُعيد تشغيل حاسوبنا للتو. لم يُحفظ شيء. ما كتبته محفوظ.
error-place-lost-next = حاول مرة أخرى بعد لحظة.
error-internal = تعطّل شيء في حاسوبنا. لم يُفتح شيء، وما كتبته محفوظ.
error-internal-next = أعد المحاولة. إن تكرر ذلك فاتصل برقم المناوبة.
error-offline = انقطعت الشبكة. ما كتبته محفوظ في هذه الصفحة.
error-offline-next = أعد المحاولة عندما تعود.
error-stale-page = هذه الصفحة أقدم من حاسوبنا. لم يُرسل شيء.
error-stale-page-next = حمّل الصفحة من جديد.
error-touch-cancelled = لم يُلمس أي مفتاح، أو أُوقف الأمر. لم يحدث شيء.
error-touch-cancelled-next = أعد المحاولة عندما تكون مستعدًا.
error-touch-unsupported = هذا المتصفح لا يستطيع التحدث إلى مفتاح كهذا. لم يحدث شيء.
error-touch-unsupported-next = افتح هذه الصفحة في متصفح آخر أو استخدم مفتاحًا آخر.
error-touch-failed = لم يُجب المفتاح. لم يحدث شيء.
error-touch-failed-next = أخرج المفتاح ثم أدخله وأعد المحاولة.
error-vault-broken = لم يبدأ جزء من هذه الصفحة. لم يُفتح شيء ولم يُرسل.
error-vault-broken-next = حمّل الصفحة من جديد. إن تكرر ذلك فاتصل برقم المناوبة.
