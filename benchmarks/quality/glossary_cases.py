"""Sentences of a factory, a hospital and an accounts department, with glossaries whose words are not the obvious ones.

Each glossary is used in both directions. Written for this benchmark; a sentence holds two of its field's terms.
"""

from __future__ import annotations

# Japanese, English.
GLOSSARIES: dict[str, tuple[tuple[str, str], ...]] = {
    "manufacturing": (
        ("検収", "acceptance inspection"),
        ("歩留まり", "yield rate"),
        ("治具", "fixture"),
        ("始業前点検", "pre-shift check"),
        ("是正処置", "corrective action"),
        ("不適合品", "nonconforming product"),
        ("段取り替え", "changeover"),
        ("金型", "die"),
        ("外注先", "subcontractor"),
        ("量産試作", "pilot run"),
    ),
    "medicine": (
        ("主治医", "attending physician"),
        ("有害事象", "adverse event"),
        ("服薬指導", "medication counseling"),
        ("既往歴", "medical history"),
        ("説明同意書", "informed consent form"),
        ("紹介状", "referral letter"),
        ("治験薬", "investigational drug"),
        ("退院時要約", "discharge summary"),
    ),
    "finance": (
        ("売掛金", "accounts receivable"),
        ("減損損失", "impairment loss"),
        ("与信枠", "credit limit"),
        ("稟議書", "approval request"),
        ("配当性向", "payout ratio"),
        ("連結子会社", "consolidated subsidiary"),
        ("手形", "promissory note"),
        ("社債", "corporate bond"),
    ),
}

# Field, language, sentence.
SENTENCES: tuple[tuple[str, str, str], ...] = (
    ("manufacturing", "ja", "検収が終わるまで、外注先への支払いは行いません。"),
    ("manufacturing", "ja", "治具を新しくしたところ、歩留まりが92％から96％に上がった。"),
    ("manufacturing", "ja", "段取り替えの時間を短くするため、金型の置き場を変えました。"),
    ("manufacturing", "ja", "不適合品が3個見つかり、翌日までに是正処置を報告するよう求められた。"),
    ("manufacturing", "ja", "量産試作の前に、始業前点検の項目を見直してください。"),
    ("medicine", "ja", "有害事象が起きた場合は、すぐに主治医に連絡してください。"),
    ("medicine", "ja", "紹介状には患者の既往歴が書かれている。"),
    ("medicine", "ja", "治験薬を渡す前に、説明同意書への署名を確認します。"),
    ("medicine", "ja", "薬剤師は服薬指導の内容を退院時要約に記録した。"),
    ("finance", "ja", "売掛金の回収が遅れたため、与信枠を2000万円に下げた。"),
    ("finance", "ja", "連結子会社で5億円の減損損失を計上しました。"),
    ("finance", "ja", "手形の発行には、部長の承認を得た稟議書が必要です。"),
    ("finance", "ja", "社債を発行しても、配当性向は30％を保つ方針だ。"),
    ("manufacturing", "en", "The subcontractor must repair the fixture before Friday."),
    ("manufacturing", "en", "A worn die lowered the yield rate to 88% last week."),
    ("manufacturing", "en", "Every nonconforming product is kept apart until the corrective action is closed."),
    ("manufacturing", "en", "The changeover takes 25 minutes, and the pre-shift check another 10."),
    ("manufacturing", "en", "The acceptance inspection follows the pilot run in October."),
    ("medicine", "en", "The attending physician signed the discharge summary this morning."),
    ("medicine", "en", "Please bring the referral letter and a list of your medical history."),
    ("medicine", "en", "One adverse event was reported after the second dose of the investigational drug."),
    ("medicine", "en", "The informed consent form is explained before the medication counseling."),
    ("finance", "en", "Accounts receivable rose by 12% because one customer exceeded its credit limit."),
    ("finance", "en", "The consolidated subsidiary issued a corporate bond worth 3 billion yen."),
    ("finance", "en", "The impairment loss will not change the payout ratio this year."),
    ("finance", "en", "An approval request is needed for every promissory note above 5 million yen."),
)
