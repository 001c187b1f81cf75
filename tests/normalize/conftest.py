import pytest

from normalize.wording.table_words import Words
from schemas.profile.load import Profile, load_profile


@pytest.fixture(scope="session")
def profile() -> Profile:
    return load_profile("dansk-kommune")


@pytest.fixture(scope="session")
def words(profile: Profile) -> Words:
    return Words(profile)
