import copy
import pickle

import attrs
import pytest

from tnt_core.errors import UnknownNameError
from tnt_core.model.collection import Collection
from tnt_core.model.dataset import Dataset
from tnt_core.model.legal import Citation
from tnt_core.store import load


def test_a_collection_is_a_mapping_in_the_order_of_its_ids(sample_dataset):
    obligations = sample_dataset.obligations
    assert list(obligations) == ["lamps", "lamps-bill", "lamps-report"]
    assert len(obligations) == 3
    assert [o.id for o in obligations.values()] == list(obligations)
    assert "lamps" in obligations
    assert "lamp" not in obligations
    assert obligations.get("lamp") is None
    assert repr(obligations) == "<Collection of 3 obligation records>"


def test_a_former_id_leads_to_the_present_record(sample_dataset):
    assert sample_dataset.obligations["street-lamps"] is sample_dataset.obligations["lamps"]
    assert "street-lamps" in sample_dataset.obligations


def test_an_unknown_id_is_told_with_the_nearest(sample_dataset):
    with pytest.raises(UnknownNameError, match="unknown obligation 'lamp'") as caught:
        sample_dataset.obligations["lamp"]
    assert caught.value.suggestions[0] == "lamps"


def test_a_record_is_built_once(sample_dataset):
    assert sample_dataset.obligations["lamps"] is sample_dataset.obligations["lamps"]


def test_the_dataset_is_read_by_text(sample_dataset):
    def ids(text):
        return [o.id for o in sample_dataset.obligations_of(text)]

    assert ids("loi-1") == ["lamps", "lamps-bill", "lamps-report"]
    assert ids("decret-deux") == ["lamps", "lamps-report"]
    with pytest.raises(UnknownNameError):
        ids("loi-2")


def test_citations_of_one_text_are_written_together(sample_dataset):
    cited = [Citation("loi-1", "art. 3"), Citation("decret-2"), Citation("loi-1", "art. 4")]
    assert sample_dataset.cite_all(cited, "en") == "act 1, art. 3, art. 4 ; decree 2"
    assert sample_dataset.cite(cited[0], "fr") == "loi 1, art. 3"


def test_a_record_goes_to_json_and_back(sample_dataset, sample_resources):
    again = Dataset.from_resources(copy.deepcopy(sample_resources))
    for id_, obligation in sample_dataset.obligations.items():
        other = again.obligations[id_]
        assert other.title == obligation.title
        assert [r.schedule for r in other.requirements] == [r.schedule for r in obligation.requirements]  # fmt: skip
        assert [r.applies.text for r in other.requirements] == [r.applies.text for r in obligation.requirements]  # fmt: skip


@pytest.mark.parametrize("key", [None, 3])
def test_a_key_that_is_no_text_is_unknown(sample_dataset, key):
    assert sample_dataset.obligations.get(key) is None


def test_a_dataset_travels_to_another_process_and_is_its_own_copy(sample_dataset):
    again = pickle.loads(pickle.dumps(sample_dataset))
    assert (again.version, again.state) == (sample_dataset.version, sample_dataset.state)
    for field in attrs.fields(Dataset):
        collection = getattr(sample_dataset, field.name)
        if isinstance(collection, Collection):
            assert dict(getattr(again, field.name).raw) == dict(collection.raw)
    assert again.vocabulary.to_json() == sample_dataset.vocabulary.to_json()
    assert copy.copy(sample_dataset) is copy.deepcopy(sample_dataset) is sample_dataset


def test_every_record_of_the_agenda_has_a_short_form():
    data = load()
    assert repr(data) == f"<Dataset {data.version}, state of {data.state}: {len(data.obligations)} obligations>"  # fmt: skip
    for obligation in data.obligations.values():
        for value in (obligation, *obligation.requirements):
            assert f"id={value.id!r}" in repr(value)
            assert len(repr(value)) <= 200
    for collection in (data.obligations, data.aids, data.services):
        assert len(repr(collection)) <= 200
