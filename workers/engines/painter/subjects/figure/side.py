"""A figure from the side, dressed and drawn back to front."""

from common.artifacts.script import CastSheet
from workers.engines.painter.subjects.drawing import Drawing
from workers.engines.painter.subjects.figure import garments, limbs, profile
from workers.engines.painter.subjects.figure.look import Look
from workers.engines.painter.subjects.figure.skeleton import Axis, Limb, Pose, Proportions

SCARVED = frozenset({"coat"})
BARE = frozenset({"dress"})


def arm(
    drawing: Drawing,
    limb: Limb,
    body: Proportions,
    look: Look,
    sheet: CastSheet,
    *,
    front: float = 1.0,
) -> None:
    """An arm in the sleeve that the sheet tells."""
    limbs.arm(
        drawing,
        limb,
        body,
        look,
        front=front,
        bell=0.075 if sheet.outfit == "robe" else 0.0,
        bare=sheet.outfit in BARE,
        gloved=sheet.outfit == "spacesuit",
    )


def draw(
    drawing: Drawing, pose: Pose, body: Proportions, look: Look, sheet: CastSheet, *, detail: bool
) -> None:
    """Draw a figure that looks along +x."""
    axis, outfit = Axis(pose.pelvis, pose.neck), sheet.outfit
    head = profile.Head(drawing, pose, body, look)
    bulky = outfit == "spacesuit"
    if outfit in SCARVED:
        garments.scarf_tail(drawing, pose, look)
    if not bulky and sheet.hair in profile.HAIR_BEHIND:
        profile.HAIR_BEHIND[sheet.hair](head)
    arm(drawing, pose.far_arm, body, look.behind(), sheet)
    if bulky:
        garments.backpack(drawing, axis, look)
    loose = {"spacesuit": 1.3, "overalls": 1.12, "jacket": 1.0}.get(outfit, 1.0)
    for limb, worn in ((pose.far_leg, look.behind()), (pose.near_leg, look)):
        limbs.leg(drawing, limb, body, worn, bare=outfit in BARE, loose=loose)
    if not bulky:
        profile.neck(head)
    garments.GARMENTS[outfit](drawing, pose, axis, body, look)
    if outfit in ("coat", "suit", "jacket"):
        garments.collar(drawing, axis, look)
    if bulky:
        profile.helmet(head)
    else:
        profile.face(head, detail=detail)
        if sheet.hair in profile.EARS:
            profile.ear(head, detail=detail)
        profile.HAIR[sheet.hair](head)
    if outfit in SCARVED:
        garments.scarf(drawing, axis, look)
    arm(drawing, pose.near_arm, body, look, sheet)
