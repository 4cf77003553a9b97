"""サ変 nouns: which take お, which form ご〜する, ご〜になる and ご〜ください, and which form none.

After 敬語の指針 (2007) pp.25-27 and Q7, Q8, Q12 (pp.36-38): ご〜する needs somebody the act reaches.
"""

from __future__ import annotations

from typing import Final

from sakura_cli.lexicon.wordlist import word_set

TAKES_O: Final = word_set(
    """電話 返事 食事 料理 掃除 勉強 約束 世話 化粧 邪魔 辞儀 見舞い 手伝い 会計 勘定 支度 散歩 買い物 洗濯 仕事
    引っ越し 話 昼寝 手配 見積もり 取引 打ち合わせ 申し込み 支払い 問い合わせ 引き渡し 受け取り 招き 祝い 祈り 詫び
    願い 礼 供 裾分け 留守番"""
) - {"手配"}

HUMBLE_BY_GO: Final = word_set(
    """連絡 報告 説明 案内 相談 紹介 提案 送付 用意 回答 返信 返事 依頼 提供 招待 挨拶 協力 支援 電話 通知 提示 返却
    返金 返送 返答 手配 質問 伝言 助言 忠告 進言 献上 推薦 仲介 伝達 同行 同席 一緒 馳走 無沙汰 迷惑 心配 不便 面倒
    負担 約束 請求 融資 援助 奉仕 応対 配達 持参 奉告 祈念 祈願 祝福 弔問 訪問 面会 交換 変更 意見 引率 指導 教示
    指摘 祈祷 承認 発送 郵送 転送 代行 補償 弁償 郵送 対面 対応 確認 準備 共有 邪魔 世話 見舞い 手伝い 披露 説得
    挨拶 注文 契約 予約 発注 進呈 贈呈 寄贈 返杯 遠慮 辞退 猶予 用命 返済 招聘 融通 優待 奉納 解説 解答 相手 期待
    信頼 尊敬 加勢 応援 看病 介抱 介護 給仕 接待 歓待 歓迎 送迎 見積もり 引き渡し 問い合わせ 申し込み 打ち合わせ 話
    詫び 祝い 礼 願い 供"""
)
"""Nouns with which ご/お〜する is accepted for an act that reaches the other side."""

HUMBLE_PREFERRED: Final = word_set(
    """連絡 報告 説明 案内 相談 紹介 提案 用意 回答 返信 返事 依頼 提供 招待 挨拶 協力 支援 電話 通知 返金 返送 伝言
    推薦 約束 一緒 返却 邪魔"""
)
"""Of those, the ones a business writer would use for 〜する: ご連絡いたします."""

"""Acts the other side does for itself: ご〜する is no 謙譲語, so ご利用します, ご利用できます, ご利用してください
are wrong."""

RESPECT_BY_GO: Final = word_set(
    """利用 使用 出席 参加 卒業 出発 到着 帰国 帰宅 旅行 乗車 入場 来店 来社 購入 覧 在宅 在席 活躍 就任 入学 退職
    逝去 出張 滞在 宿泊 誕生 希望 愛用 執筆 注文 検討 決定 判断"""
)
"""Nouns with which ご〜になる is usual; the others take 〜なさる."""

REQUEST_BY_GO_NOT: Final = word_set(
    """運転 掃除 料理 勉強 散歩 洗濯 心配 失敗 喧嘩 計算 練習 削除 我慢 遠慮 仕事 結成 解放 水泳 混乱 邪魔 迷惑 世話
    工夫 整理 投資 努力 寄付 改善 作成 実施 実行 処理 開始 終了 完了 設定 追加 変換 印刷 保存 更新 起動 停止 再起動
    圧縮 展開 実装 修正 翻訳 編集 作業 管理 準備中 電源 充電 加熱 冷凍 解凍 徹底 報連相 行動 集中 活用 卒業 誕生
    逝去 発生 爆発 爆笑"""
)
"""サ変 nouns that do not take ご〜ください: 〜してください or 〜していただく serves."""

ABLE_OFFER: Final = word_set(
    """利用 使用 参加 予約 購入 注文 登録 申請 閲覧 確認 入場 入室 選択 変更 ダウンロード 乗車 宿泊 試着 試食 視聴 体験
    応募 返品 交換 延長 解約 キャンセル 入会 受講 受診 来場 持参 駐車 支払い 申し込み 受け取り 問い合わせ"""
)
"""Nouns whose 〜できる, said of a thing, offers the act (利用できる -> ご利用いただける)."""

PERMISSIVE_NOUNS: Final = word_set("欠席 早退 遅刻 辞退 休業 閉店 失礼 遠慮 割愛 休暇")

IMPERSONAL: Final = word_set(
    """発生 完了 終了 開始 進行 変化 増加 減少 上昇 低下 爆発 存在 継続 混雑 停止 故障 遅延 到来 成立 消滅 流行 普及
    発展 上演 開催 実施 掲載 影響 機能 充実 一致 矛盾 不足 反応 経過 向上 上達 出血 流出 漏洩"""
)
"""Things that happen: no 尊敬語 and no 謙譲語Ⅰ."""


def honorific_prefix(noun: str) -> str:
    """Return お or ご, whichever the noun takes."""
    if noun in TAKES_O:
        return "お"
    return "お" if any("ぁ" <= ch <= "ん" for ch in noun) else "ご"


def takes_request_by_go(noun: str) -> bool:
    """Tell whether ご〜ください is well formed: a Sino-Japanese noun of two to four characters, not excluded."""
    if noun in REQUEST_BY_GO_NOT or not 2 <= len(noun) <= 4:
        return False
    if noun in TAKES_O:
        return noun not in ("掃除", "料理", "洗濯", "勉強", "化粧", "世話", "邪魔")
    return all("一" <= ch <= "鿿" or ch == "々" for ch in noun)
