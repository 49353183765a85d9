"""What this installation can and will do of a request, decided before a job is written."""

from importlib.util import find_spec
from pathlib import Path

from common.cards import EngineCard
from common.catalogue import ENGINES, Profile, weights_of
from common.config import Settings
from common.errors import NonCommercialError
from common.film_request import FilmRequest
from common.models import ADAPTER, absent, require


def admit(request: FilmRequest, settings: Settings) -> FilmRequest:
    """The request with its interpolator and language model settled: a job says which it had.

    Where the workers' disk cannot be seen (`check_models` is off), a profile's first is taken.

    Raises:
        InvalidInputError: there is no such profile.
        MissingEngineError: it asks for a language model and none is set.
        NonCommercialError: an engine's licence forbids what this installation is for.
        MissingModelError: weights are not here; the message says how to get them.
    """
    request = request.settled(settings)
    chosen, folder = request.chosen, settings.models_folder
    if settings.check_models:
        name = _interpolator(chosen, folder)
        if name != chosen.interpolator:
            engines = request.engines.model_copy(update={"interpolator": name})
            request = request.model_copy(update={"engines": engines})
            chosen = request.chosen
    if settings.commercial_only:
        _refuse_noncommercial(chosen)
    if settings.check_models:
        require(_weights(request, chosen), folder)
    return request


def _weights(request: FilmRequest, chosen: Profile) -> tuple[str, ...]:
    paints = chosen.painter in chosen.engines and ENGINES[chosen.painter].image is not None
    follows = request.engines.likeness > 0 and paints
    return (*weights_of(*chosen.engines, *chosen.ears), *((ADAPTER,) if follows else ()))


def _interpolator(chosen: Profile, folder: Path) -> str:
    """The first that this host has; the profile's own, if it has none of them."""
    names = (chosen.interpolator, *chosen.else_interpolators)
    return next((name for name in names if _is_here(ENGINES[name], folder)), names[0])


def _is_here(card: EngineCard, folder: Path) -> bool:
    installed = not card.package or find_spec(card.package) is not None
    return installed and not any(absent(card.models, folder))


def _refuse_noncommercial(chosen: Profile) -> None:
    names = (*chosen.engines, *chosen.ears)
    refused = [ENGINES[name] for name in names if not ENGINES[name].commercial]
    if refused:
        reasons = "; ".join(f"{card.name} ({card.licence}){_instead(card)}" for card in refused)
        raise NonCommercialError(
            f"SCOPITONE_COMMERCIAL_ONLY is set, which these engines' licences forbid: {reasons}"
        )


def _instead(card: EngineCard) -> str:
    others = [
        one.name
        for one in ENGINES.values()
        if one.commercial and one.role == card.role and (one.clip is None) == (card.clip is None)
    ]
    return f', ask for "{card.role}": "{others[0]}"' if others else ", and there is no other"
