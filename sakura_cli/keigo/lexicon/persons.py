"""Words for people and the side they stand on: self, own group, addressee, respected third persons, others.

ウチ and ソト as in 敬語の指針 (2007) p.22 and Q24-Q25 (pp.44-45); titles change side with the audience.
"""

from __future__ import annotations

from typing import Final

from sakura_cli.lexicon.wordlist import word_set

SELF: Final = word_set(
    """私 わたし わたくし 僕 ぼく 俺 おれ オレ ボク あたし 自分 小生 我々 われわれ 私ども 私共 私たち 私達 僕たち
    僕ら 俺たち 俺ら 弊社 当社 小社 弊行 当行 弊店 当店 弊所 弊部 弊課 弊校 弊学 当方 拙者 拙宅 手前ども
    弊サービス"""
)
OWN_FIRM: Final = word_set("弊社 当社 小社 弊行 当行 弊店 当店 弊所 弊部 弊課 弊校 当方 手前ども")
OWN_FAMILY: Final = word_set(
    """父 母 兄 姉 弟 妹 夫 妻 家内 祖父 祖母 息子 娘 両親 父親 母親 叔父 叔母 伯父 伯母 甥 姪 主人 旦那 嫁 長男
    長女 次男 次女 せがれ 愚息"""
)
ADDRESSEE: Final = word_set(
    """貴方 あなた 君 きみ お前 貴社 御社 貴行 御行 貴校 御校 貴店 貴学 貴院 貴団体 貴会 貴殿 貴職 貴下 貴兄 貴女
    貴省 貴庁 貴部 皆様 皆さん 皆さま みなさま みなさん お客様 お客さま お客さん 先方 其方 そちら そち そなた
    そちら様 あなた様 各位"""
)
TITLES: Final = word_set(
    """社長 会長 副社長 専務 常務 取締役 部長 次長 課長 係長 主任 本部長 支店長 支社長 所長 店長 工場長 室長 局長
    監督 院長 校長 学長 教授 准教授 総裁 理事長 理事 頭取 代表 代表取締役 執行役員 役員 幹事 委員長 議長 大臣
    総理 首相 知事 市長 町長 村長 議員 博士 師匠 園長 館長 総長 顧問 相談役 会頭 組合長 町会長 上司"""
)
RESPECTED: Final = word_set(
    """先生 恩師 ご主人 奥様 奥さん お嬢様 お子様 お子さん ご家族 ご両親 お父様 お母様 お父さん お母さん 息子さん
    娘さん 旦那様 陛下 殿下 先輩 来賓 御一行 ご一行 担当者様 講師 審査員"""
)
NEUTRAL: Final = word_set(
    """彼 彼女 奴 あいつ そいつ こいつ 人 誰か 友達 友人 同僚 後輩 部下 子ども 子供 学生 生徒 猫 犬 男 女 若者
    担当者 社員 担当 スタッフ 者"""
)
RESPECT_SUFFIXES: Final = word_set("様 さま 殿 さん 方")

FAMILY_TERMS: Final = {
    "お父さん": "父",
    "お母さん": "母",
    "お兄さん": "兄",
    "お姉さん": "姉",
    "おじいさん": "祖父",
    "おばあさん": "祖母",
    "お祖父さん": "祖父",
    "お祖母さん": "祖母",
    "ご主人": "夫",
    "奥さん": "妻",
    "奥様": "妻",
    "息子さん": "息子",
    "娘さん": "娘",
    "ご両親": "両親",
}

OBJECT_TOPICS: Final = word_set(
    """件 資料 書類 商品 製品 結果 内容 詳細 日程 データ 返事 回答 注文 提案 納期 見積もり 見積書 見積 請求書
    契約書 予約 料金 金額 サンプル ファイル メール 原稿 報告 報告書 変更 修正 確認 議事録 これ それ あれ こちら
    そちら 値引き 予定 手続き 準備 話 こと 点 部分 仕事 作業 案 問題 質問 要望 方 荷物 代金 お金 写真 本 会議
    打ち合わせ 会場 ホテル 席 部屋 理由 意味 場所 番号 住所 名前 連絡 連絡先 状況 経緯 原因 対策 対応 返信 電話
    領収書 封筒"""
)
"""Nouns that before は name what is acted on more often than who acts (資料は送った)."""
