"""What models answer when they are asked for three scenes, with these three in it, and more."""

import html
import json

ONE, TWO, THREE = (
    "A keeper climbs the stairs.",
    "She lights the great lamp.",
    "Ships pass in the night.",
)
SAID = (ONE, TWO, THREE)
_HEADINGS = {
    "Roman": ("SCENE I", "SCENE II", "SCENE III"),
    "Roman in small letters": ("Scene i", "Scene ii", "Scene iii"),
    "spelt out": ("SCENE ONE", "SCENE TWO", "SCENE THREE"),
    "spelt out in capitals and small": ("Scene One", "Scene Two", "Scene Three"),
    "ordinals": ("First scene", "Second scene", "Third scene"),
    "ordinals after": ("1st scene", "2nd scene", "3rd scene"),
    "the ordinals": ("The first scene", "The second scene", "The third scene"),
    "hash apart": ("SCENE # 1", "SCENE # 2", "SCENE # 3"),
    "leading noughts": ("Scene 01", "Scene 02", "Scene 03"),
    "of how many": ("Scene 1 of 3", "Scene 2 of 3", "Scene 3 of 3"),
    "of how many, by stroke": ("Scene 1/3", "Scene 2/3", "Scene 3/3"),
    "shots": ("Shot 1", "Shot 2", "Shot 3"),
    "acts": ("Act I, Scene 1", "Act II, Scene 2", "Act III, Scene 3"),
    "in brackets": ("[Scene 1]", "[Scene 2]", "[Scene 3]"),
    "in angles": ("<Scene 1>", "<Scene 2>", "<Scene 3>"),
    "numbers with a dash": ("Scene-1", "Scene-2", "Scene-3"),
    "numbers with a score": ("scene_1", "scene_2", "scene_3"),
    "no space": ("Scene1", "Scene2", "Scene3"),
    "hash and number": ("#1", "#2", "#3"),
    "two numbers": ("1. SCENE 1", "2. SCENE 2", "3. SCENE 3"),
    "Spanish": ("Escena 1", "Escena 2", "Escena 3"),
    "Spanish words": ("Escena uno", "Escena dos", "Escena tres"),
    "Portuguese": ("Cena 1", "Cena 2", "Cena 3"),
    "Italian": ("Scena I", "Scena II", "Scena III"),
    "German words": ("Szene eins", "Szene zwei", "Szene drei"),
    "German ordinals": ("1. Szene", "2. Szene", "3. Szene"),
    "French words": ("Scène un", "Scène deux", "Scène trois"),
    "Russian": ("Сцена 1", "Сцена 2", "Сцена 3"),
    "Chinese": ("第1场", "第2场", "第3场"),
    "Chinese numbers": ("场景一", "场景二", "场景三"),
    "Japanese": ("シーン1", "シーン2", "シーン3"),
    "Korean": ("장면 1", "장면 2", "장면 3"),
    "Arabic": ("المشهد 1", "المشهد 2", "المشهد 3"),
    "wide digits": ("SCENE １", "SCENE ２", "SCENE ３"),
    "key caps": ("1️⃣", "2️⃣", "3️⃣"),
    "circled": ("①", "②", "③"),
    "film clapper": ("🎬 Scene 1", "🎬 Scene 2", "🎬 Scene 3"),
    "times before": ("[0:00-0:04] Scene 1", "[0:04-0:08] Scene 2", "[0:08-0:12] Scene 3"),
    "times in square brackets": ("Scene 1 [0:00]", "Scene 2 [0:04]", "Scene 3 [0:08]"),
    "gaps": ("SCENE 10", "SCENE 20", "SCENE 30"),
    "letters": ("Scene A", "Scene B", "Scene C"),
}
_BY_NUMBER = [{"scene": n, "description": said} for n, said in enumerate(SAID, 1)]
_PLAIN = "\n".join(f"SCENE {n}: {said}" for n, said in enumerate(SAID, 1))


def _lines(form: str) -> str:
    return "\n".join(form.format(n=n, said=said) for n, said in enumerate(SAID, 1))


FORMS = {
    **{
        name: "\n".join(f"{head}: {said}" for head, said in zip(heads, SAID, strict=True))
        for name, heads in _HEADINGS.items()
    },
    **{
        f"{name}, below": "\n\n".join(
            f"**{head}**\n{said}" for head, said in zip(heads, SAID, strict=True)
        )
        for name, heads in _HEADINGS.items()
        if name in ("Roman", "spelt out", "of how many", "acts", "German ordinals", "in brackets")
    },
    "HTML list": "<ol>" + "".join(f"<li>{html.escape(said)}</li>" for said in SAID) + "</ol>",
    "HTML headings": _lines("<h3>Scene {n}</h3>\n<p>{said}</p>"),
    "HTML on one line": "".join(
        f"<p><strong>Scene {n}:</strong> {said}</p>" for n, said in enumerate(SAID, 1)
    ),
    "HTML page": "<!DOCTYPE html><html><head><title>Script</title><style>p{color:red}</style>"
    f"</head><body>{_lines('<p><b>SCENE {n}:</b> {said}</p>')}</body></html>",
    "HTML table": "<table><tr><th>Scene</th><th>Text</th></tr>"
    + _lines("<tr><td>{n}</td><td>{said}</td></tr>")
    + "</table>",
    "HTML breaks": _lines("Scene {n}: {said}<br/>").replace("\n", ""),
    "HTML entities": _lines("&#x53;cene&nbsp;{n}&#58; {said}"),
    "XML": "<script>" + _lines('<scene number="{n}">{said}</scene>') + "</script>",
    "XML by name": _lines("<scene_{n}>{said}</scene_{n}>"),
    "YAML": "scenes:\n" + _lines("  - number: {n}\n    description: {said}"),
    "YAML list": "scenes:\n" + _lines("  - {said}"),
    "TOML": _lines('[[scenes]]\nnumber = {n}\nprompt = "{said}"'),
    "CSV": "scene,description\n" + _lines('{n},"{said}"'),
    "plain lines": "\n".join(SAID),
    "plain bullets": _lines("* {said}"),
    "paragraphs": "\n\n".join(SAID),
    "JSON in prose": f"Here is the JSON you asked for: {json.dumps({'scenes': _BY_NUMBER})} Enjoy!",
    "JSON with braces before": "A {keeper} is cast.\n" + json.dumps({"scenes": list(SAID)}),
    "JSON fenced twice": "```json\n{}\n```\nor rather\n```json\n"
    + json.dumps({"scenes": _BY_NUMBER})
    + "\n```",
    "JSON cut off": '```json\n{"scenes": ["' + '", "'.join(SAID) + '", "And th',
    "JSON with trailing commas": '{"scenes": [' + "".join(f'"{said}", ' for said in SAID) + "],}",
    "JSON with comments": '{"scenes": [ // three\n' + ",\n".join(map(json.dumps, SAID)) + "\n]}",
    "JSON in single quotes": str({"scenes": list(SAID)}),
    "JSON in a string": json.dumps(json.dumps({"scenes": list(SAID)})),
    "JSON lines": "\n".join(json.dumps(one) for one in _BY_NUMBER),
    "JSON of words": json.dumps({"scene_one": ONE, "scene_two": TWO, "scene_three": THREE}),
    "JSON by bare number": json.dumps({"1": ONE, "2": TWO, "3": THREE}),
    "JSON by heading": json.dumps({f"SCENE {n}": said for n, said in enumerate(SAID, 1)}),
    "JSON with numbers as text": json.dumps(
        {"scenes": [{**one, "scene": str(one["scene"])} for one in reversed(_BY_NUMBER)]}
    ),
    "JSON with camera": json.dumps(
        {
            "scenes": [
                {"id": n, "camera": "a slow and very long dolly shot forward", "visual": said}
                for n, said in enumerate(SAID, 1)
            ]
        }
    ),
    "JSON within lists": json.dumps([{"scenes": _BY_NUMBER}]),
    "JSON in other names": json.dumps({"shots": _BY_NUMBER}),
    "thinking in other tags": f"<reasoning>SCENE 1: no, a dog runs.</reasoning>\n{_PLAIN}",
    "thoughts in capitals": f"<THINK>SCENE 1: a dog runs wild.</THINK>{_PLAIN}",
    "thoughts with an attribute": f'<think type="long">SCENE 1: a dog runs.</think>{_PLAIN}',
    "thoughts twice": f"<think>a</think><think>SCENE 1: a dog runs.</think>\n{_PLAIN}",
    "thoughts in channels": "<|channel|>analysis<|message|>SCENE 1: a dog runs.<|end|>"
    f"<|start|>assistant<|channel|>final<|message|>{_PLAIN}<|end|>",
    "end of turn": f"{_PLAIN}<|eot_id|>",
    "end of text": f"{_PLAIN}</s>",
    "instructions told again": f"[INST] Write 3 scenes [/INST]\n{_PLAIN}",
    "a preface that counts": f"I wrote 3 scenes in 2 drafts.\n{_PLAIN}",
    "a refusal that gives in": f"I'm sorry for the wait. Here you are:\n{_PLAIN}",
    "a remark after": f"{_PLAIN}\n\nLet me know if you would like any changes!",
    "a remark after a rule": f"{_PLAIN}\n\n---\nThese scenes follow the energy of the track.",
    "asides": "\n".join(
        f"SCENE {n}: {said}\n(Camera: slow pan.)" for n, said in enumerate(SAID, 1)
    ),
    "a total at the end": f"{_PLAIN}\n\nTotal scenes: 3",
    "quoted by line": "\n".join(f"> {line}" for line in _PLAIN.splitlines()),
    "fenced": f"```\n{_PLAIN}\n```",
    "fenced with a language": f"```text\n{_PLAIN}\n```",
    "carriage returns": _PLAIN.replace("\n", "\r\n"),
    "invisible marks": "\ufeff" + _PLAIN.replace(" ", "\u00a0").replace(":", "\u200b:"),
    "curly dashes": _PLAIN.replace(":", " —"),
    "equals signs": _PLAIN.replace(":", " ="),
    "arrows": _PLAIN.replace(":", " →"),
    "no colon": _PLAIN.replace(":", ""),
}

NOTHING = {
    "refusal": "I cannot help with that request.",
    "refusal in full": "I apologize, but I'm not able to create this content as it may be harmful.",
    "refusal in French": "Je suis désolé, mais je ne peux pas vous aider avec cette demande.",
    "refusal in Spanish": "Lo siento, pero no puedo ayudar con eso.",
    "refusal in JSON": json.dumps({"error": "I cannot help with that request."}),
    "refusal by scene": _lines("SCENE {n}: I cannot describe this scene for you."),
    "thoughts cut off": "<think>SCENE 1: A keeper climbs the stairs. SCENE 2: She",
    "thoughts cut off in another tag": f"<reasoning>{_PLAIN}",
    "a question": "Could you tell me more about the theme of your video?",
    "an echo of the form": "BEGIN SCRIPT\nSCENE 1: [one sentence]\nSCENE 2: ...\nEND SCRIPT",
    "placeholders": _lines("SCENE {n}: <description of the scene>"),
    "nothing but heads": "SCENE 1:\nSCENE 2:\nSCENE 3:",
    "an error page": "<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway"
    "</h1><p>The server is not available now.</p></body></html>",
    "Chinese": "\n".join(f"第{n}场：守护者登上楼梯，点亮了灯。" for n in (1, 2, 3)),
    "one word again and again": "scene " * 500,
    "numbers": "1. 2. 3. 4. 5.",
    "code": "```python\nfor n in range(3):\n    print(f'SCENE {n}: ...')\n```",
}
