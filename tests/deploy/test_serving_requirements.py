import pytest

from bot.settings import PROJECT_DIR
from deploy.serving_requirements import serving_requirements

REQUIREMENTS = """# by uv
faiss-cpu==1.8 \\
    --hash=sha256:aa
    # via x
Torch==2.12.1 \\
    --hash=sha256:bb \\
    --hash=sha256:cc
    # via y
uvloop[a]==1 \\
    --hash=sha256:dd
"""


def test_a_package_goes_with_its_hashes_and_the_rest_stays_as_it_was():
    kept = serving_requirements(REQUIREMENTS, "# big\ntorch  # 1 GB\n\n")
    torch = "".join(REQUIREMENTS.splitlines(keepends=True)[4:8])
    assert torch.startswith("Torch==") and torch.endswith("via y\n")
    assert kept == REQUIREMENTS.replace(torch, "")


def test_a_name_that_is_not_there_is_an_error():
    with pytest.raises(ValueError, match="Not in the requirements: tensorfloor"):
        serving_requirements(REQUIREMENTS, "torch\ntensorfloor")


def test_the_list_fits_the_requirements_of_today():
    kept = serving_requirements(
        (PROJECT_DIR / "requirements/run.txt").read_text(),
        (PROJECT_DIR / "deploy/not-for-serving.txt").read_text(),
    )
    for gone in ("torch==", "nvidia-", "tensorflow==", "triton=="):
        assert f"\n{gone}" not in kept
    for there in ("onnxruntime==", "rasa==", "faiss-cpu==", "tokenizers=="):
        assert f"\n{there}" in kept
