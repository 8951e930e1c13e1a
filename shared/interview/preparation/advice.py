"""From a device report to advice in words: one rule a finding. Pure rules."""

from collections.abc import Iterator

from shared.interview.contracts import Medium
from shared.interview.preparation.model import Advice, DeviceReport, Trouble
from shared.kernel.localized import LocalizedText

DARK, BRIGHT = 0.2, 0.9
SMALL_PIXELS = 320 * 240
QUIET_DB, NOISY_DB = -45.0, -35.0
CLIPPED = 0.01
SLOW_UP_KBPS = 350.0
"""At which a part of 5 MiB takes two minutes: what the parts are made for."""
SLOW_DOWN_KBPS = 500.0

WORDS: dict[str, tuple[str, str]] = {
    "camera_not_found": (
        "没有找到摄像头。请连接摄像头后重新检测;也可以只用声音作答。",
        "No camera was found. Connect one and check again; you can also answer with sound alone.",
    ),
    "camera_blocked": (
        "浏览器未获得摄像头权限。请点击地址栏旁的锁形图标,允许使用摄像头后刷新页面。",
        "The browser may not use the camera. Click the lock beside the address, allow the camera, and reload the page.",
    ),
    "camera_busy": (
        "摄像头正被其他程序占用。请关闭其他视频会议软件后重新检测。",
        "Another program is using the camera. Close other video programs and check again.",
    ),
    "camera_failed": (
        "摄像头无法启动。请重启浏览器或换一台设备;也可以只用声音作答。",
        "The camera does not start. Restart the browser or take another device; you can also answer with sound alone.",
    ),
    "camera_small": (
        "画面较小。如有条件,请换用更清晰的摄像头;不影响作答。",
        "The picture is small. Use a better camera if you have one; you can answer all the same.",
    ),
    "camera_dark": (
        "画面较暗。请面向光源或打开灯。",
        "The picture is dark. Face a window or switch a lamp on.",
    ),
    "camera_bright": (
        "画面过亮。请避免背对窗户或强光直射。",
        "The picture is too bright. Do not sit with a window behind you, and turn strong light away.",
    ),
    "microphone_not_found": (
        "没有找到麦克风。请连接耳机或麦克风后重新检测。",
        "No microphone was found. Connect a headset or microphone and check again.",
    ),
    "microphone_blocked": (
        "浏览器未获得麦克风权限。请点击地址栏旁的锁形图标,允许使用麦克风后刷新页面。",
        "The browser may not use the microphone. Click the lock beside the address, allow it, and reload the page.",
    ),
    "microphone_busy": (
        "麦克风正被其他程序占用。请关闭其他通话软件后重新检测。",
        "Another program is using the microphone. Close other call programs and check again.",
    ),
    "microphone_failed": (
        "麦克风无法启动。请重启浏览器,或换一台设备。",
        "The microphone does not start. Restart the browser, or take another device.",
    ),
    "microphone_quiet": (
        "声音较小。请靠近麦克风,或在系统设置中调高输入音量。",
        "You are hard to hear. Move closer to the microphone, or raise its level in the system's settings.",
    ),
    "microphone_noisy": (
        "环境较嘈杂。请换到安静的地方,或使用耳机麦克风。",
        "There is much noise around you. Move to a quiet place, or use a headset.",
    ),
    "microphone_clipped": (
        "声音过大,有失真。请离麦克风远一些,或调低输入音量。",
        "The sound is too loud and distorted. Move away from the microphone, or lower its level.",
    ),
    "speaker_silent": (
        "您没有听到测试声音。请检查音量和输出设备;题目均以文字显示,不影响作答。",
        "You did not hear the test sound. Check volume and output; every question is written, too, so you can go on.",
    ),
    "network_slow_up": (
        "上传速度较慢。录像会分段上传,断线后可继续;如有条件,请换用更好的网络,并在上传完成前不要关闭页面。",
        "Sending is slow. Recordings are sent in parts and go on after a break; use a better connection if you can, "
        "and keep the page open until everything has arrived.",
    ),
    "network_slow_down": (
        "下载速度较慢,页面加载可能需要多一些时间。",
        "Receiving is slow: pages may take longer to load.",
    ),
    "browser_no_recorder": (
        "此浏览器不支持录制。请用最新版的 Chrome、Edge、Safari 或 Firefox 打开链接。",
        "This browser cannot record. Open the link in a current Chrome, Edge, Safari or Firefox.",
    ),
    "browser_insecure": (
        "页面未通过安全连接打开,浏览器不允许录制。请完整打开收到的链接(以 https 开头)。",
        "The page was not opened over a secure connection, and the browser does not allow recording. Open the link as "
        "it was sent, beginning with https.",
    ),
    "browser_inside_app": (
        "您正在聊天软件内打开页面,可能无法录制。请点击右上角菜单,选择在浏览器中打开。",
        "You opened the page inside a chat program, where recording may fail. Open it in the browser from the menu.",
    ),
}

Found = tuple[str, bool]
"""A key of ``WORDS``, and whether the part cannot be used at all."""


def advice_of(report: DeviceReport) -> tuple[Advice, ...]:
    """Return what to tell the candidate, part by part; nothing where all is well."""
    found = [*_camera(report), *_microphone(report), *_rest(report), *_browser(report)]
    return tuple(
        Advice.model_validate(
            {
                "part": key.partition("_")[0],
                "finding": key,
                "level": "failed" if fails else "poor",
                "words": LocalizedText(zh=WORDS[key][0], en=WORDS[key][1]),
            }
        )
        for key, fails in found
    )


def media_of(report: DeviceReport, text_allowed: bool) -> tuple[Medium, ...]:
    """Return the ways to answer from this device: with picture, with sound alone, in writing."""
    records = report.browser.recorder and report.browser.secure
    heard = records and report.microphone.trouble == "none"
    seen = heard and report.camera.trouble == "none"
    ways: list[tuple[Medium, bool]] = [("video", seen), ("audio", heard), ("text", text_allowed)]
    return tuple(medium for medium, open_ in ways if open_)


def _camera(report: DeviceReport) -> Iterator[Found]:
    camera = report.camera
    if camera.trouble != "none":
        yield _trouble("camera", camera.trouble)
        return
    if camera.width is not None and camera.height is not None and camera.width * camera.height < SMALL_PIXELS:
        yield "camera_small", False
    if camera.brightness is not None and camera.brightness < DARK:
        yield "camera_dark", False
    if camera.brightness is not None and camera.brightness > BRIGHT:
        yield "camera_bright", False


def _microphone(report: DeviceReport) -> Iterator[Found]:
    microphone = report.microphone
    if microphone.trouble != "none":
        yield _trouble("microphone", microphone.trouble)
        return
    if microphone.level_db is not None and microphone.level_db < QUIET_DB:
        yield "microphone_quiet", False
    if microphone.noise_db is not None and microphone.noise_db > NOISY_DB:
        yield "microphone_noisy", False
    if microphone.clipped_share is not None and microphone.clipped_share > CLIPPED:
        yield "microphone_clipped", False


def _rest(report: DeviceReport) -> Iterator[Found]:
    network = report.network
    if report.speaker_heard is False:
        yield "speaker_silent", False
    if network.up_kbps is not None and network.up_kbps < SLOW_UP_KBPS:
        yield "network_slow_up", False
    if network.down_kbps is not None and network.down_kbps < SLOW_DOWN_KBPS:
        yield "network_slow_down", False


def _browser(report: DeviceReport) -> Iterator[Found]:
    if not report.browser.secure:
        yield "browser_insecure", True
    if not report.browser.recorder:
        yield "browser_no_recorder", True
    if report.browser.inside_app:
        yield "browser_inside_app", False


def _trouble(part: str, trouble: Trouble) -> Found:
    return f"{part}_{trouble}", True
