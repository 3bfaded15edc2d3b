-- The first schema. Frozen: a later change is a later step.


CREATE TABLE agent (
    id INTEGER NOT NULL,
    agent_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    preferred_name TEXT NOT NULL,
    born TEXT,
    died TEXT,
    active_from TEXT,
    active_to TEXT,
    remarks TEXT NOT NULL,
    CONSTRAINT pk_agent PRIMARY KEY (id),
    CONSTRAINT ck_agent_kind CHECK (kind IN ('person', 'group', 'organization')),
    CONSTRAINT uq_agent_agent_id UNIQUE (agent_id)
);
CREATE INDEX ix_agent_preferred_name ON agent (preferred_name);

CREATE TABLE asset (
    id INTEGER NOT NULL,
    media_id TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    size INTEGER NOT NULL,
    suffix TEXT NOT NULL,
    original_name TEXT NOT NULL,
    format TEXT NOT NULL,
    width INTEGER NOT NULL,
    height INTEGER NOT NULL,
    exposure_key TEXT,
    device TEXT,
    created TEXT,
    taken_in TEXT NOT NULL,
    CONSTRAINT pk_asset PRIMARY KEY (id),
    CONSTRAINT ck_asset_sha256 CHECK (length(sha256) = 64),
    CONSTRAINT ck_asset_measures CHECK (size >= 0 AND width >= 0 AND height >= 0),
    CONSTRAINT uq_asset_media_id UNIQUE (media_id),
    CONSTRAINT uq_asset_sha256 UNIQUE (sha256)
);
CREATE INDEX ix_asset_exposure_key ON asset (exposure_key);

CREATE TABLE collection (
    id INTEGER NOT NULL,
    collection_id TEXT NOT NULL,
    code TEXT NOT NULL,
    institution_code TEXT NOT NULL,
    name TEXT NOT NULL,
    description TEXT NOT NULL,
    licence TEXT NOT NULL,
    rights_holder TEXT NOT NULL,
    language TEXT NOT NULL,
    contacts TEXT NOT NULL,
    CONSTRAINT pk_collection PRIMARY KEY (id),
    CONSTRAINT uq_collection_institution_code_code UNIQUE (institution_code, code),
    CONSTRAINT uq_collection_collection_id UNIQUE (collection_id)
);

CREATE TABLE job (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,
    payload JSON NOT NULL,
    lane TEXT NOT NULL,
    rank INTEGER NOT NULL,
    "key" TEXT,
    state TEXT NOT NULL,
    attempts INTEGER NOT NULL,
    deaths INTEGER NOT NULL,
    falls INTEGER NOT NULL,
    boot TEXT,
    not_before DOUBLE,
    lease TEXT,
    lease_until DOUBLE,
    worker TEXT,
    cancel_wanted BOOLEAN NOT NULL,
    progress DOUBLE NOT NULL,
    message TEXT NOT NULL,
    error TEXT NOT NULL,
    hint TEXT NOT NULL,
    created TEXT NOT NULL,
    CONSTRAINT ck_job_state CHECK (state IN ('waiting', 'running', 'done', 'failed', 'cancelled')),
    CONSTRAINT ck_job_running_has_lease CHECK ((state = 'running') = (lease IS NOT NULL)),
    CONSTRAINT ck_job_progress CHECK (progress BETWEEN 0 AND 1)
);
CREATE INDEX ix_job_next ON job (lane, rank, id) WHERE state = 'waiting';
CREATE INDEX ix_job_state ON job (state, id);
CREATE UNIQUE INDEX uq_job_key ON job ("key") WHERE state IN ('waiting', 'running', 'done');

CREATE TABLE name (
    id INTEGER NOT NULL,
    name_id TEXT NOT NULL,
    canonical TEXT NOT NULL,
    authorship TEXT NOT NULL,
    rank TEXT NOT NULL,
    nomenclatural_code TEXT NOT NULL,
    published_in TEXT NOT NULL,
    basionym_id INTEGER,
    CONSTRAINT pk_name PRIMARY KEY (id),
    CONSTRAINT uq_name_canonical_authorship_rank UNIQUE (canonical, authorship, rank),
    CONSTRAINT uq_name_name_id UNIQUE (name_id),
    CONSTRAINT fk_name_basionym_id_name FOREIGN KEY(basionym_id) REFERENCES name (id)
);
CREATE INDEX ix_name_basionym_id ON name (basionym_id);

CREATE TABLE operator (
    id INTEGER NOT NULL,
    operator_id TEXT NOT NULL,
    name TEXT NOT NULL,
    initials TEXT NOT NULL,
    made TEXT NOT NULL,
    CONSTRAINT pk_operator PRIMARY KEY (id),
    CONSTRAINT uq_operator_operator_id UNIQUE (operator_id),
    CONSTRAINT uq_operator_name UNIQUE (name)
);

CREATE TABLE place (
    id INTEGER NOT NULL,
    place_id TEXT NOT NULL,
    parent_id INTEGER,
    kind TEXT NOT NULL,
    country_code TEXT,
    decimal_latitude DOUBLE,
    decimal_longitude DOUBLE,
    coordinate_uncertainty DOUBLE,
    minimum_elevation DOUBLE,
    maximum_elevation DOUBLE,
    georeference_source TEXT,
    CONSTRAINT pk_place PRIMARY KEY (id),
    CONSTRAINT ck_place_decimal_latitude CHECK (decimal_latitude BETWEEN -90 AND 90),
    CONSTRAINT ck_place_decimal_longitude CHECK (decimal_longitude BETWEEN -180 AND 180),
    CONSTRAINT ck_place_coordinate_uncertainty CHECK (coordinate_uncertainty > 0),
    CONSTRAINT ck_place_not_in_itself CHECK (parent_id <> id),
    CONSTRAINT uq_place_place_id UNIQUE (place_id),
    CONSTRAINT fk_place_parent_id_place FOREIGN KEY(parent_id) REFERENCES place (id)
);
CREATE INDEX ix_place_country_code ON place (country_code);
CREATE INDEX ix_place_parent_id ON place (parent_id);

CREATE TABLE quarantine (
    id INTEGER NOT NULL,
    file TEXT NOT NULL,
    reason TEXT NOT NULL,
    hint TEXT NOT NULL,
    noticed TEXT NOT NULL,
    CONSTRAINT pk_quarantine PRIMARY KEY (id)
);
CREATE UNIQUE INDEX uq_quarantine_file_reason ON quarantine (file, reason);

CREATE TABLE setting (
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    CONSTRAINT pk_setting PRIMARY KEY (name)
);

CREATE TABLE workspace_fact (
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    CONSTRAINT pk_workspace_fact PRIMARY KEY (name)
);

CREATE TABLE agent_merge (
    id INTEGER NOT NULL,
    kept_id INTEGER NOT NULL,
    merged_id INTEGER NOT NULL,
    withdraws_id INTEGER,
    operator_id INTEGER NOT NULL,
    made TEXT NOT NULL,
    CONSTRAINT pk_agent_merge PRIMARY KEY (id),
    CONSTRAINT ck_agent_merge_two_agents CHECK (kept_id <> merged_id),
    CONSTRAINT fk_agent_merge_kept_id_agent FOREIGN KEY(kept_id) REFERENCES agent (id),
    CONSTRAINT fk_agent_merge_merged_id_agent FOREIGN KEY(merged_id) REFERENCES agent (id),
    CONSTRAINT fk_agent_merge_withdraws_id_agent_merge FOREIGN KEY(withdraws_id) REFERENCES agent_merge (id),
    CONSTRAINT fk_agent_merge_operator_id_operator FOREIGN KEY(operator_id) REFERENCES operator (id)
);
CREATE INDEX ix_agent_merge_kept_id ON agent_merge (kept_id);
CREATE INDEX ix_agent_merge_merged_id ON agent_merge (merged_id);
CREATE INDEX ix_agent_merge_withdraws_id ON agent_merge (withdraws_id);

CREATE TABLE agent_variant (
    id INTEGER NOT NULL,
    agent_id INTEGER NOT NULL,
    name TEXT NOT NULL,
    CONSTRAINT pk_agent_variant PRIMARY KEY (id),
    CONSTRAINT uq_agent_variant_agent_id_name UNIQUE (agent_id, name),
    CONSTRAINT fk_agent_variant_agent_id_agent FOREIGN KEY(agent_id) REFERENCES agent (id)
);
CREATE INDEX ix_agent_variant_name ON agent_variant (name);

CREATE TABLE batch (
    id INTEGER NOT NULL,
    batch_id TEXT NOT NULL,
    name TEXT NOT NULL,
    source_kind TEXT NOT NULL,
    operator_id INTEGER NOT NULL,
    reverts_id INTEGER,
    action TEXT NOT NULL,
    made TEXT NOT NULL,
    CONSTRAINT pk_batch PRIMARY KEY (id),
    CONSTRAINT ck_batch_action CHECK (action IN ('do', 'undo', 'redo')),
    CONSTRAINT ck_batch_reverts CHECK (action = 'do' OR reverts_id IS NOT NULL),
    CONSTRAINT ck_batch_source_kind CHECK (source_kind IN ('person', 'rule', 'import', 'capture', 'sync')),
    CONSTRAINT uq_batch_batch_id UNIQUE (batch_id),
    CONSTRAINT fk_batch_operator_id_operator FOREIGN KEY(operator_id) REFERENCES operator (id),
    CONSTRAINT fk_batch_reverts_id_batch FOREIGN KEY(reverts_id) REFERENCES batch (id)
);
CREATE INDEX ix_batch_undo ON batch (operator_id, id) WHERE source_kind = 'person';
CREATE INDEX ix_batch_reverts_id ON batch (reverts_id) WHERE reverts_id IS NOT NULL;

CREATE TABLE event (
    id INTEGER NOT NULL,
    event_id TEXT NOT NULL,
    parent_id INTEGER,
    place_id INTEGER,
    event_date TEXT,
    verbatim_event_date TEXT,
    field_number TEXT,
    habitat TEXT,
    sampling_protocol TEXT,
    CONSTRAINT pk_event PRIMARY KEY (id),
    CONSTRAINT uq_event_event_id UNIQUE (event_id),
    CONSTRAINT fk_event_parent_id_event FOREIGN KEY(parent_id) REFERENCES event (id),
    CONSTRAINT fk_event_place_id_place FOREIGN KEY(place_id) REFERENCES place (id)
);
CREATE INDEX ix_event_event_date ON event (event_date);
CREATE INDEX ix_event_parent_id ON event (parent_id);
CREATE INDEX ix_event_place_id ON event (place_id);

CREATE TABLE hand (
    id INTEGER NOT NULL,
    hand_id TEXT NOT NULL,
    name TEXT NOT NULL,
    agent_id INTEGER,
    confidence DOUBLE,
    CONSTRAINT pk_hand PRIMARY KEY (id),
    CONSTRAINT ck_hand_confidence CHECK (confidence BETWEEN 0 AND 1),
    CONSTRAINT uq_hand_hand_id UNIQUE (hand_id),
    CONSTRAINT fk_hand_agent_id_agent FOREIGN KEY(agent_id) REFERENCES agent (id)
);
CREATE INDEX ix_hand_agent_id ON hand (agent_id);

CREATE TABLE opinion (
    id INTEGER NOT NULL,
    asset_id INTEGER NOT NULL,
    kind TEXT NOT NULL,
    topic TEXT NOT NULL,
    engine TEXT NOT NULL,
    version TEXT NOT NULL,
    digest TEXT NOT NULL,
    made TEXT NOT NULL,
    CONSTRAINT pk_opinion PRIMARY KEY (id),
    CONSTRAINT ck_opinion_kind CHECK (kind IN ('quality', 'barcodes', 'regions', 'reading', 'suggestions', 'judgement')),
    CONSTRAINT uq_opinion_asset_id_kind_topic_engine_version_digest UNIQUE (asset_id, kind, topic, engine, version, digest),
    CONSTRAINT fk_opinion_asset_id_asset FOREIGN KEY(asset_id) REFERENCES asset (id)
);

CREATE TABLE place_name (
    id INTEGER NOT NULL,
    place_id INTEGER NOT NULL,
    name TEXT NOT NULL,
    language TEXT NOT NULL,
    valid_from TEXT NOT NULL,
    valid_to TEXT NOT NULL,
    source TEXT NOT NULL,
    CONSTRAINT pk_place_name PRIMARY KEY (id),
    CONSTRAINT uq_place_name_place_id_name_language_valid_from UNIQUE (place_id, name, language, valid_from),
    CONSTRAINT fk_place_name_place_id_place FOREIGN KEY(place_id) REFERENCES place (id)
);
CREATE INDEX ix_place_name_name ON place_name (name);

CREATE TABLE storage_unit (
    id INTEGER NOT NULL,
    storage_unit_id TEXT NOT NULL,
    parent_id INTEGER,
    collection_id INTEGER,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    identifier TEXT,
    position INTEGER NOT NULL,
    retired BOOLEAN NOT NULL,
    CONSTRAINT pk_storage_unit PRIMARY KEY (id),
    CONSTRAINT ck_storage_unit_kind CHECK (kind IN ('building', 'room', 'cabinet', 'shelf', 'drawer', 'tray', 'box', 'folder', 'jar')),
    CONSTRAINT ck_storage_unit_not_in_itself CHECK (parent_id <> id),
    CONSTRAINT uq_storage_unit_storage_unit_id UNIQUE (storage_unit_id),
    CONSTRAINT fk_storage_unit_parent_id_storage_unit FOREIGN KEY(parent_id) REFERENCES storage_unit (id),
    CONSTRAINT fk_storage_unit_collection_id_collection FOREIGN KEY(collection_id) REFERENCES collection (id)
);
CREATE INDEX ix_storage_unit_collection_id ON storage_unit (collection_id);
CREATE INDEX ix_storage_unit_parent_id ON storage_unit (parent_id);
CREATE UNIQUE INDEX uq_storage_unit_identifier ON storage_unit (identifier) WHERE identifier IS NOT NULL AND retired = 0;

CREATE TABLE synonymy (
    id INTEGER NOT NULL,
    name_id INTEGER NOT NULL,
    accepted_id INTEGER NOT NULL,
    source TEXT NOT NULL,
    opinion_date TEXT NOT NULL,
    operator_id INTEGER NOT NULL,
    withdraws_id INTEGER,
    made TEXT NOT NULL,
    CONSTRAINT pk_synonymy PRIMARY KEY (id),
    CONSTRAINT ck_synonymy_two_names CHECK (name_id <> accepted_id),
    CONSTRAINT fk_synonymy_name_id_name FOREIGN KEY(name_id) REFERENCES name (id),
    CONSTRAINT fk_synonymy_accepted_id_name FOREIGN KEY(accepted_id) REFERENCES name (id),
    CONSTRAINT fk_synonymy_operator_id_operator FOREIGN KEY(operator_id) REFERENCES operator (id),
    CONSTRAINT fk_synonymy_withdraws_id_synonymy FOREIGN KEY(withdraws_id) REFERENCES synonymy (id)
);
CREATE INDEX ix_synonymy_accepted_id ON synonymy (accepted_id);
CREATE INDEX ix_synonymy_name_id ON synonymy (name_id);
CREATE INDEX ix_synonymy_withdraws_id ON synonymy (withdraws_id);

CREATE TABLE taxon (
    id INTEGER NOT NULL,
    taxon_id TEXT NOT NULL,
    name_id INTEGER NOT NULL,
    parent_id INTEGER,
    according_to TEXT NOT NULL,
    CONSTRAINT pk_taxon PRIMARY KEY (id),
    CONSTRAINT uq_taxon_name_id_according_to UNIQUE (name_id, according_to),
    CONSTRAINT ck_taxon_parent CHECK (parent_id <> id),
    CONSTRAINT uq_taxon_taxon_id UNIQUE (taxon_id),
    CONSTRAINT fk_taxon_name_id_name FOREIGN KEY(name_id) REFERENCES name (id),
    CONSTRAINT fk_taxon_parent_id_taxon FOREIGN KEY(parent_id) REFERENCES taxon (id)
);
CREATE INDEX ix_taxon_parent_id ON taxon (parent_id);

CREATE TABLE acceptance_rule (
    id INTEGER NOT NULL,
    name TEXT NOT NULL,
    terms TEXT NOT NULL,
    least_confidence DOUBLE NOT NULL,
    is_on BOOLEAN NOT NULL,
    operator_id INTEGER NOT NULL,
    batch_id INTEGER,
    CONSTRAINT pk_acceptance_rule PRIMARY KEY (id),
    CONSTRAINT ck_acceptance_rule_least_confidence CHECK (least_confidence BETWEEN 0 AND 1),
    CONSTRAINT uq_acceptance_rule_name UNIQUE (name),
    CONSTRAINT fk_acceptance_rule_operator_id_operator FOREIGN KEY(operator_id) REFERENCES operator (id),
    CONSTRAINT fk_acceptance_rule_batch_id_batch FOREIGN KEY(batch_id) REFERENCES batch (id)
);

CREATE TABLE barcode (
    opinion_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    text TEXT NOT NULL,
    format TEXT NOT NULL,
    box TEXT NOT NULL,
    CONSTRAINT pk_barcode PRIMARY KEY (opinion_id, position),
    CONSTRAINT fk_barcode_opinion_id_opinion FOREIGN KEY(opinion_id) REFERENCES opinion (id)
);
CREATE INDEX ix_barcode_text ON barcode (text);

CREATE TABLE current_opinion (
    asset_id INTEGER NOT NULL,
    kind TEXT NOT NULL,
    topic TEXT NOT NULL,
    opinion_id INTEGER NOT NULL,
    CONSTRAINT pk_current_opinion PRIMARY KEY (asset_id, kind, topic),
    CONSTRAINT fk_current_opinion_asset_id_asset FOREIGN KEY(asset_id) REFERENCES asset (id),
    CONSTRAINT fk_current_opinion_opinion_id_opinion FOREIGN KEY(opinion_id) REFERENCES opinion (id)
)
 WITHOUT ROWID;
CREATE INDEX ix_current_opinion_opinion_id ON current_opinion (opinion_id);

CREATE TABLE publication (
    id INTEGER NOT NULL,
    collection_id INTEGER NOT NULL,
    format TEXT NOT NULL,
    target TEXT NOT NULL,
    records INTEGER NOT NULL,
    only_approved BOOLEAN NOT NULL,
    last_seq INTEGER NOT NULL,
    operator_id INTEGER NOT NULL,
    made TEXT NOT NULL,
    CONSTRAINT pk_publication PRIMARY KEY (id),
    CONSTRAINT fk_publication_collection_id_collection FOREIGN KEY(collection_id) REFERENCES collection (id),
    CONSTRAINT fk_publication_operator_id_operator FOREIGN KEY(operator_id) REFERENCES operator (id)
);
CREATE INDEX ix_publication_collection_id ON publication (collection_id);

CREATE TABLE holding_count (
    id INTEGER NOT NULL,
    storage_unit_id INTEGER NOT NULL,
    number INTEGER NOT NULL,
    method TEXT NOT NULL,
    counted_on TEXT NOT NULL,
    operator_id INTEGER NOT NULL,
    remarks TEXT NOT NULL,
    CONSTRAINT pk_holding_count PRIMARY KEY (id),
    CONSTRAINT ck_holding_count_method CHECK (method IN ('counted', 'estimated')),
    CONSTRAINT ck_holding_count_number CHECK (number >= 0),
    CONSTRAINT fk_holding_count_storage_unit_id_storage_unit FOREIGN KEY(storage_unit_id) REFERENCES storage_unit (id),
    CONSTRAINT fk_holding_count_operator_id_operator FOREIGN KEY(operator_id) REFERENCES operator (id)
);
CREATE INDEX ix_holding_count_storage_unit_id ON holding_count (storage_unit_id);

CREATE TABLE judgement (
    opinion_id INTEGER NOT NULL,
    decision TEXT NOT NULL,
    probability DOUBLE,
    top TEXT NOT NULL,
    trained_on TEXT NOT NULL,
    CONSTRAINT pk_judgement PRIMARY KEY (opinion_id),
    CONSTRAINT ck_judgement_probability CHECK (probability BETWEEN 0 AND 1),
    CONSTRAINT ck_judgement_trained_on CHECK (trained_on IN ('real', 'simulated')),
    CONSTRAINT fk_judgement_opinion_id_opinion FOREIGN KEY(opinion_id) REFERENCES opinion (id)
);
CREATE INDEX ix_judgement_decision ON judgement (decision);

CREATE TABLE material_entity (
    id INTEGER NOT NULL,
    material_entity_id TEXT NOT NULL,
    collection_id INTEGER NOT NULL,
    storage_unit_id INTEGER,
    category TEXT NOT NULL,
    kind TEXT NOT NULL,
    object_quantity INTEGER NOT NULL,
    status TEXT NOT NULL,
    revision INTEGER NOT NULL,
    modified TEXT NOT NULL,
    merged_into_id INTEGER,
    retired BOOLEAN NOT NULL,
    catalog_number TEXT,
    catalog_key TEXT,
    scientific_name TEXT COLLATE "NOCASE",
    family TEXT COLLATE "NOCASE",
    genus TEXT COLLATE "NOCASE",
    event_date TEXT,
    recorded_by TEXT COLLATE "NOCASE",
    country TEXT COLLATE "NOCASE",
    state_province TEXT COLLATE "NOCASE",
    county TEXT COLLATE "NOCASE",
    year INTEGER,
    last_year INTEGER,
    CONSTRAINT pk_material_entity PRIMARY KEY (id),
    CONSTRAINT ck_material_entity_status CHECK (status IN ('captured', 'read', 'checked', 'approved', 'withheld')),
    CONSTRAINT ck_material_entity_object_quantity CHECK (object_quantity > 0),
    CONSTRAINT ck_material_entity_merged_into_id CHECK (merged_into_id IS NULL OR retired = 1),
    CONSTRAINT uq_material_entity_material_entity_id UNIQUE (material_entity_id),
    CONSTRAINT fk_material_entity_collection_id_collection FOREIGN KEY(collection_id) REFERENCES collection (id),
    CONSTRAINT fk_material_entity_storage_unit_id_storage_unit FOREIGN KEY(storage_unit_id) REFERENCES storage_unit (id),
    CONSTRAINT fk_material_entity_merged_into_id_material_entity FOREIGN KEY(merged_into_id) REFERENCES material_entity (id)
);
CREATE INDEX ix_material_entity_catalog_key ON material_entity (catalog_key) WHERE catalog_key IS NOT NULL;
CREATE INDEX ix_material_entity_collection_id_status ON material_entity (collection_id, status);
CREATE INDEX ix_material_entity_catalog_number ON material_entity (catalog_number) WHERE catalog_number IS NOT NULL;
CREATE INDEX ix_material_entity_country ON material_entity (country) WHERE country IS NOT NULL;
CREATE INDEX ix_material_entity_county ON material_entity (county) WHERE county IS NOT NULL;
CREATE INDEX ix_material_entity_event_date ON material_entity (event_date) WHERE event_date IS NOT NULL;
CREATE INDEX ix_material_entity_family ON material_entity (family) WHERE family IS NOT NULL;
CREATE INDEX ix_material_entity_genus ON material_entity (genus) WHERE genus IS NOT NULL;
CREATE INDEX ix_material_entity_modified ON material_entity (modified) WHERE retired = 0;
CREATE INDEX ix_material_entity_numberless ON material_entity (id) WHERE catalog_number IS NULL AND retired = 0;
CREATE INDEX ix_material_entity_retired ON material_entity (id) WHERE retired = 1;
CREATE INDEX ix_material_entity_recorded_by ON material_entity (recorded_by) WHERE recorded_by IS NOT NULL;
CREATE INDEX ix_material_entity_scientific_name ON material_entity (scientific_name) WHERE scientific_name IS NOT NULL;
CREATE INDEX ix_material_entity_state_province ON material_entity (state_province) WHERE state_province IS NOT NULL;
CREATE INDEX ix_material_entity_status ON material_entity (status) WHERE retired = 0;
CREATE INDEX ix_material_entity_year ON material_entity (year, last_year) WHERE year IS NOT NULL;
CREATE INDEX ix_material_entity_merged_into_id ON material_entity (merged_into_id) WHERE merged_into_id IS NOT NULL;
CREATE INDEX ix_material_entity_storage_unit_id ON material_entity (storage_unit_id) WHERE storage_unit_id IS NOT NULL AND retired = 0;
CREATE UNIQUE INDEX uq_material_entity_catalog_number ON material_entity (collection_id, catalog_number) WHERE catalog_number IS NOT NULL AND retired = 0;

CREATE TABLE quality_report (
    opinion_id INTEGER NOT NULL,
    sharpness DOUBLE NOT NULL,
    exposure DOUBLE NOT NULL,
    clipped_shadows DOUBLE NOT NULL,
    clipped_highlights DOUBLE NOT NULL,
    colour_target TEXT,
    pixels_per_mm DOUBLE,
    verdict TEXT NOT NULL,
    reasons TEXT NOT NULL,
    checks TEXT NOT NULL,
    unread TEXT NOT NULL,
    CONSTRAINT pk_quality_report PRIMARY KEY (opinion_id),
    CONSTRAINT ck_quality_report_verdict CHECK (verdict IN ('pass', 'warn', 'fail')),
    CONSTRAINT ck_quality_report_pixels_per_mm CHECK (pixels_per_mm > 0),
    CONSTRAINT fk_quality_report_opinion_id_opinion FOREIGN KEY(opinion_id) REFERENCES opinion (id)
);
CREATE INDEX ix_quality_report_verdict ON quality_report (verdict);

CREATE TABLE reading (
    opinion_id INTEGER NOT NULL,
    text TEXT NOT NULL,
    words BLOB NOT NULL,
    CONSTRAINT pk_reading PRIMARY KEY (opinion_id),
    CONSTRAINT fk_reading_opinion_id_opinion FOREIGN KEY(opinion_id) REFERENCES opinion (id)
);

CREATE TABLE region (
    id INTEGER NOT NULL,
    opinion_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    kind TEXT NOT NULL,
    x DOUBLE NOT NULL,
    y DOUBLE NOT NULL,
    width DOUBLE NOT NULL,
    height DOUBLE NOT NULL,
    confidence DOUBLE NOT NULL,
    turn INTEGER NOT NULL,
    CONSTRAINT pk_region PRIMARY KEY (id),
    CONSTRAINT uq_region_opinion_id_position UNIQUE (opinion_id, position),
    CONSTRAINT ck_region_kind CHECK (kind IN ('specimen', 'label', 'slip', 'stamp', 'barcode', 'tray', 'colour target', 'scale')),
    CONSTRAINT ck_region_confidence CHECK (confidence BETWEEN 0 AND 1),
    CONSTRAINT ck_region_box CHECK (width >= 0 AND height >= 0),
    CONSTRAINT fk_region_opinion_id_opinion FOREIGN KEY(opinion_id) REFERENCES opinion (id)
);

CREATE TABLE suggestion (
    opinion_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    term TEXT NOT NULL,
    value TEXT NOT NULL,
    verbatim TEXT NOT NULL,
    evidence TEXT NOT NULL,
    confidence DOUBLE NOT NULL,
    engine TEXT NOT NULL,
    version TEXT NOT NULL,
    rule TEXT NOT NULL,
    CONSTRAINT pk_suggestion PRIMARY KEY (opinion_id, position),
    CONSTRAINT ck_suggestion_confidence CHECK (confidence BETWEEN 0 AND 1),
    CONSTRAINT fk_suggestion_opinion_id_opinion FOREIGN KEY(opinion_id) REFERENCES opinion (id)
)
 WITHOUT ROWID;

CREATE TABLE accepted (
    material_id INTEGER NOT NULL,
    document TEXT NOT NULL,
    history_hash TEXT NOT NULL,
    CONSTRAINT pk_accepted PRIMARY KEY (material_id),
    CONSTRAINT fk_accepted_material_id_material_entity FOREIGN KEY(material_id) REFERENCES material_entity (id)
);

CREATE TABLE sidecar (
    id INTEGER NOT NULL,
    asset_id INTEGER NOT NULL,
    sidecar_id INTEGER NOT NULL,
    CONSTRAINT pk_sidecar PRIMARY KEY (id),
    CONSTRAINT uq_sidecar_asset_id_sidecar_id UNIQUE (asset_id, sidecar_id),
    CONSTRAINT fk_sidecar_asset_id_asset FOREIGN KEY(asset_id) REFERENCES asset (id),
    CONSTRAINT fk_sidecar_sidecar_id_asset FOREIGN KEY(sidecar_id) REFERENCES asset (id)
);
CREATE INDEX ix_sidecar_sidecar_id ON sidecar (sidecar_id);

CREATE TABLE asset_subject (
    id INTEGER NOT NULL,
    asset_id INTEGER NOT NULL,
    region_id INTEGER,
    material_id INTEGER NOT NULL,
    role TEXT NOT NULL,
    CONSTRAINT pk_asset_subject PRIMARY KEY (id),
    CONSTRAINT ck_asset_subject_role CHECK (role IN ('sheet', 'front', 'back', 'drawer', 'label', 'specimen', 'page', 'other', 'superseded')),
    CONSTRAINT fk_asset_subject_asset_id_asset FOREIGN KEY(asset_id) REFERENCES asset (id),
    CONSTRAINT fk_asset_subject_region_id_region FOREIGN KEY(region_id) REFERENCES region (id),
    CONSTRAINT fk_asset_subject_material_id_material_entity FOREIGN KEY(material_id) REFERENCES material_entity (id)
);
CREATE INDEX ix_asset_subject_asset_id ON asset_subject (asset_id);
CREATE INDEX ix_asset_subject_material_id ON asset_subject (material_id);
CREATE UNIQUE INDEX uq_asset_subject_region ON asset_subject (region_id, material_id) WHERE region_id IS NOT NULL;
CREATE UNIQUE INDEX uq_asset_subject_whole ON asset_subject (asset_id, material_id) WHERE region_id IS NULL;

CREATE TABLE capture_profile (
    id INTEGER NOT NULL,
    name TEXT NOT NULL,
    content TEXT NOT NULL,
    CONSTRAINT pk_capture_profile PRIMARY KEY (id),
    CONSTRAINT uq_capture_profile_name UNIQUE (name)
);

CREATE TABLE capture_session (
    id INTEGER NOT NULL,
    session_id TEXT NOT NULL,
    collection_id INTEGER NOT NULL,
    operator_id INTEGER NOT NULL,
    profile TEXT NOT NULL,
    station TEXT NOT NULL,
    storage_unit_id INTEGER,
    sticky TEXT NOT NULL,
    asks_again BOOLEAN NOT NULL,
    "view" TEXT NOT NULL,
    closed_at INTEGER NOT NULL,
    begun TEXT NOT NULL,
    ended TEXT,
    CONSTRAINT pk_capture_session PRIMARY KEY (id),
    CONSTRAINT uq_capture_session_session_id UNIQUE (session_id),
    CONSTRAINT fk_capture_session_collection_id_collection FOREIGN KEY(collection_id) REFERENCES collection (id),
    CONSTRAINT fk_capture_session_operator_id_operator FOREIGN KEY(operator_id) REFERENCES operator (id),
    CONSTRAINT fk_capture_session_storage_unit_id_storage_unit FOREIGN KEY(storage_unit_id) REFERENCES storage_unit (id)
);
CREATE INDEX ix_capture_session_open ON capture_session (operator_id, id) WHERE ended IS NULL;

CREATE TABLE capture_exposure (
    id INTEGER NOT NULL,
    exposure_id TEXT NOT NULL,
    session_id INTEGER NOT NULL,
    files TEXT NOT NULL,
    became TEXT NOT NULL,
    asset_id INTEGER,
    "view" TEXT NOT NULL,
    records TEXT NOT NULL,
    batch_id INTEGER,
    things INTEGER NOT NULL,
    number TEXT,
    has_unread_code BOOLEAN NOT NULL,
    is_undone BOOLEAN NOT NULL,
    "before" TEXT NOT NULL,
    acted INTEGER NOT NULL,
    message TEXT NOT NULL,
    hint TEXT NOT NULL,
    taken TEXT NOT NULL,
    CONSTRAINT pk_capture_exposure PRIMARY KEY (id),
    CONSTRAINT ck_capture_exposure_became CHECK (became IN ('saved', 'met', 'held', 'context', 'known', 'put away', 'quarantined', 'failed')),
    CONSTRAINT uq_capture_exposure_exposure_id UNIQUE (exposure_id),
    CONSTRAINT fk_capture_exposure_session_id_capture_session FOREIGN KEY(session_id) REFERENCES capture_session (id),
    CONSTRAINT fk_capture_exposure_asset_id_asset FOREIGN KEY(asset_id) REFERENCES asset (id),
    CONSTRAINT fk_capture_exposure_batch_id_batch FOREIGN KEY(batch_id) REFERENCES batch (id)
);
CREATE INDEX ix_capture_exposure_asset_id ON capture_exposure (asset_id);
CREATE INDEX ix_capture_exposure_held ON capture_exposure (id) WHERE became = 'held';
CREATE INDEX ix_capture_exposure_session_id_acted ON capture_exposure (session_id, acted);
CREATE INDEX ix_capture_exposure_batch_id ON capture_exposure (batch_id);
CREATE INDEX ix_capture_exposure_session_id ON capture_exposure (session_id, id);

CREATE TABLE number_given (
    id INTEGER NOT NULL,
    collection_id INTEGER NOT NULL,
    template TEXT NOT NULL,
    last TEXT NOT NULL,
    CONSTRAINT pk_number_given PRIMARY KEY (id),
    CONSTRAINT uq_number_given_collection_id_template UNIQUE (collection_id, template),
    CONSTRAINT fk_number_given_collection_id_collection FOREIGN KEY(collection_id) REFERENCES collection (id)
);

CREATE TABLE change (
    seq INTEGER NOT NULL,
    material_id INTEGER,
    revision INTEGER,
    subject TEXT,
    kind TEXT NOT NULL,
    action TEXT NOT NULL,
    undoes INTEGER,
    source_kind TEXT NOT NULL,
    source_name TEXT NOT NULL,
    operator_id INTEGER NOT NULL,
    batch_id INTEGER,
    at TEXT NOT NULL,
    content TEXT NOT NULL,
    CONSTRAINT pk_change PRIMARY KEY (seq),
    CONSTRAINT ck_change_action CHECK (action IN ('do', 'undo', 'redo')),
    CONSTRAINT ck_change_source_kind CHECK (source_kind IN ('person', 'rule', 'import', 'capture', 'sync')),
    CONSTRAINT ck_change_one_subject CHECK ((material_id IS NULL) <> (subject IS NULL)),
    CONSTRAINT ck_change_revision CHECK ((material_id IS NULL) = (revision IS NULL)),
    CONSTRAINT ck_change_undoes CHECK ((action = 'do') = (undoes IS NULL)),
    CONSTRAINT fk_change_material_id_material_entity FOREIGN KEY(material_id) REFERENCES material_entity (id),
    CONSTRAINT fk_change_undoes_change FOREIGN KEY(undoes) REFERENCES change (seq),
    CONSTRAINT fk_change_operator_id_operator FOREIGN KEY(operator_id) REFERENCES operator (id),
    CONSTRAINT fk_change_batch_id_batch FOREIGN KEY(batch_id) REFERENCES batch (id)
);
CREATE INDEX ix_change_batch_id ON change (batch_id, material_id) WHERE batch_id IS NOT NULL;
CREATE INDEX ix_change_subject ON change (subject) WHERE subject IS NOT NULL;
CREATE INDEX ix_change_undo ON change (operator_id, seq) WHERE source_kind = 'person' AND batch_id IS NULL;
CREATE UNIQUE INDEX uq_change_material_id_revision ON change (material_id, revision) WHERE material_id IS NOT NULL;
CREATE UNIQUE INDEX uq_change_undoes ON change (undoes) WHERE undoes IS NOT NULL;

CREATE TABLE hand_region (
    hand_id INTEGER NOT NULL,
    region_id INTEGER NOT NULL,
    confidence DOUBLE NOT NULL,
    made_by TEXT NOT NULL,
    CONSTRAINT pk_hand_region PRIMARY KEY (hand_id, region_id),
    CONSTRAINT ck_hand_region_confidence CHECK (confidence BETWEEN 0 AND 1),
    CONSTRAINT fk_hand_region_hand_id_hand FOREIGN KEY(hand_id) REFERENCES hand (id),
    CONSTRAINT fk_hand_region_region_id_region FOREIGN KEY(region_id) REFERENCES region (id)
);

CREATE TABLE identification (
    id INTEGER NOT NULL,
    identification_id TEXT NOT NULL,
    material_id INTEGER NOT NULL,
    verbatim_identification TEXT NOT NULL,
    scientific_name TEXT NOT NULL,
    identified_by TEXT NOT NULL,
    qualifier TEXT NOT NULL,
    name_id INTEGER,
    taxon_id INTEGER,
    date_identified TEXT NOT NULL,
    is_accepted BOOLEAN NOT NULL,
    type_status TEXT NOT NULL,
    remarks TEXT NOT NULL,
    CONSTRAINT pk_identification PRIMARY KEY (id),
    CONSTRAINT uq_identification_identification_id UNIQUE (identification_id),
    CONSTRAINT fk_identification_material_id_material_entity FOREIGN KEY(material_id) REFERENCES material_entity (id),
    CONSTRAINT fk_identification_name_id_name FOREIGN KEY(name_id) REFERENCES name (id),
    CONSTRAINT fk_identification_taxon_id_taxon FOREIGN KEY(taxon_id) REFERENCES taxon (id)
);
CREATE INDEX ix_identification_material_id ON identification (material_id);
CREATE INDEX ix_identification_name_id ON identification (name_id);
CREATE INDEX ix_identification_taxon_id ON identification (taxon_id);

CREATE TABLE material_relation (
    id INTEGER NOT NULL,
    subject_id INTEGER NOT NULL,
    kind TEXT NOT NULL,
    related_id INTEGER NOT NULL,
    CONSTRAINT pk_material_relation PRIMARY KEY (id),
    CONSTRAINT uq_material_relation_subject_id_kind_related_id UNIQUE (subject_id, kind, related_id),
    CONSTRAINT ck_material_relation_kind CHECK (kind IN ('part of', 'derived from', 'same sheet', 'hosted on', 'same individual', 'duplicate of')),
    CONSTRAINT ck_material_relation_not_to_itself CHECK (subject_id <> related_id),
    CONSTRAINT fk_material_relation_subject_id_material_entity FOREIGN KEY(subject_id) REFERENCES material_entity (id),
    CONSTRAINT fk_material_relation_related_id_material_entity FOREIGN KEY(related_id) REFERENCES material_entity (id)
);
CREATE INDEX ix_material_relation_related_id ON material_relation (related_id);

CREATE TABLE occurrence (
    id INTEGER NOT NULL,
    occurrence_id TEXT NOT NULL,
    material_id INTEGER NOT NULL,
    event_id INTEGER,
    CONSTRAINT pk_occurrence PRIMARY KEY (id),
    CONSTRAINT uq_occurrence_occurrence_id UNIQUE (occurrence_id),
    CONSTRAINT fk_occurrence_material_id_material_entity FOREIGN KEY(material_id) REFERENCES material_entity (id),
    CONSTRAINT fk_occurrence_event_id_event FOREIGN KEY(event_id) REFERENCES event (id)
);
CREATE INDEX ix_occurrence_event_id ON occurrence (event_id) WHERE event_id IS NOT NULL;
CREATE INDEX ix_occurrence_material_id ON occurrence (material_id);

CREATE TABLE review (
    id INTEGER NOT NULL,
    review_id TEXT NOT NULL,
    material_id INTEGER NOT NULL,
    term TEXT,
    revision INTEGER,
    verdict TEXT NOT NULL,
    value TEXT,
    reviewer TEXT NOT NULL,
    packet TEXT,
    made TEXT NOT NULL,
    remarks TEXT NOT NULL,
    CONSTRAINT pk_review PRIMARY KEY (id),
    CONSTRAINT ck_review_verdict CHECK (verdict IN ('agree', 'differ', 'unreadable', 'empty', 'unsure')),
    CONSTRAINT uq_review_review_id UNIQUE (review_id),
    CONSTRAINT fk_review_material_id_material_entity FOREIGN KEY(material_id) REFERENCES material_entity (id)
);
CREATE INDEX ix_review_material_id_term ON review (material_id, term);
CREATE INDEX ix_review_packet ON review (packet);

CREATE TABLE type_designation (
    id INTEGER NOT NULL,
    material_id INTEGER NOT NULL,
    name_id INTEGER NOT NULL,
    type_status TEXT NOT NULL,
    source TEXT NOT NULL,
    CONSTRAINT pk_type_designation PRIMARY KEY (id),
    CONSTRAINT uq_type_designation_material_id_name_id_type_status UNIQUE (material_id, name_id, type_status),
    CONSTRAINT fk_type_designation_material_id_material_entity FOREIGN KEY(material_id) REFERENCES material_entity (id),
    CONSTRAINT fk_type_designation_name_id_name FOREIGN KEY(name_id) REFERENCES name (id)
);
CREATE INDEX ix_type_designation_name_id ON type_designation (name_id);

CREATE TABLE agent_role (
    id INTEGER NOT NULL,
    material_id INTEGER,
    occurrence_id INTEGER,
    event_id INTEGER,
    identification_id INTEGER,
    asset_id INTEGER,
    role TEXT NOT NULL,
    role_order INTEGER NOT NULL,
    verbatim TEXT NOT NULL,
    agent_id INTEGER,
    confidence DOUBLE NOT NULL,
    made_by TEXT NOT NULL,
    replaces_id INTEGER,
    made TEXT NOT NULL,
    CONSTRAINT pk_agent_role PRIMARY KEY (id),
    CONSTRAINT ck_agent_role_one_subject CHECK ((material_id IS NOT NULL) + (occurrence_id IS NOT NULL) + (event_id IS NOT NULL) + (identification_id IS NOT NULL) + (asset_id IS NOT NULL) = 1),
    CONSTRAINT ck_agent_role_confidence CHECK (confidence BETWEEN 0 AND 1),
    CONSTRAINT fk_agent_role_material_id_material_entity FOREIGN KEY(material_id) REFERENCES material_entity (id),
    CONSTRAINT fk_agent_role_occurrence_id_occurrence FOREIGN KEY(occurrence_id) REFERENCES occurrence (id),
    CONSTRAINT fk_agent_role_event_id_event FOREIGN KEY(event_id) REFERENCES event (id),
    CONSTRAINT fk_agent_role_identification_id_identification FOREIGN KEY(identification_id) REFERENCES identification (id),
    CONSTRAINT fk_agent_role_asset_id_asset FOREIGN KEY(asset_id) REFERENCES asset (id),
    CONSTRAINT fk_agent_role_agent_id_agent FOREIGN KEY(agent_id) REFERENCES agent (id),
    CONSTRAINT fk_agent_role_replaces_id_agent_role FOREIGN KEY(replaces_id) REFERENCES agent_role (id)
);
CREATE INDEX ix_agent_role_agent_id ON agent_role (agent_id);
CREATE INDEX ix_agent_role_asset_id ON agent_role (asset_id);
CREATE INDEX ix_agent_role_event_id ON agent_role (event_id);
CREATE INDEX ix_agent_role_identification_id ON agent_role (identification_id);
CREATE INDEX ix_agent_role_material_id ON agent_role (material_id);
CREATE INDEX ix_agent_role_occurrence_id ON agent_role (occurrence_id);
CREATE INDEX ix_agent_role_replaces_id ON agent_role (replaces_id);
CREATE INDEX ix_agent_role_role_agent_id ON agent_role (role, agent_id);

CREATE TABLE assertion (
    id INTEGER NOT NULL,
    assertion_id TEXT NOT NULL,
    material_id INTEGER,
    occurrence_id INTEGER,
    event_id INTEGER,
    asset_id INTEGER,
    assertion_type TEXT NOT NULL,
    value TEXT NOT NULL,
    unit TEXT NOT NULL,
    error TEXT NOT NULL,
    protocol TEXT NOT NULL,
    made_by TEXT NOT NULL,
    made TEXT NOT NULL,
    remarks TEXT NOT NULL,
    CONSTRAINT pk_assertion PRIMARY KEY (id),
    CONSTRAINT ck_assertion_one_subject CHECK ((material_id IS NOT NULL) + (occurrence_id IS NOT NULL) + (event_id IS NOT NULL) + (asset_id IS NOT NULL) = 1),
    CONSTRAINT uq_assertion_assertion_id UNIQUE (assertion_id),
    CONSTRAINT fk_assertion_material_id_material_entity FOREIGN KEY(material_id) REFERENCES material_entity (id),
    CONSTRAINT fk_assertion_occurrence_id_occurrence FOREIGN KEY(occurrence_id) REFERENCES occurrence (id),
    CONSTRAINT fk_assertion_event_id_event FOREIGN KEY(event_id) REFERENCES event (id),
    CONSTRAINT fk_assertion_asset_id_asset FOREIGN KEY(asset_id) REFERENCES asset (id)
);
CREATE INDEX ix_assertion_assertion_type ON assertion (assertion_type);
CREATE INDEX ix_assertion_asset_id ON assertion (asset_id);
CREATE INDEX ix_assertion_event_id ON assertion (event_id);
CREATE INDEX ix_assertion_material_id ON assertion (material_id);
CREATE INDEX ix_assertion_occurrence_id ON assertion (occurrence_id);

CREATE TABLE identifier (
    id INTEGER NOT NULL,
    identifier TEXT NOT NULL,
    identifier_type TEXT NOT NULL,
    material_id INTEGER,
    occurrence_id INTEGER,
    event_id INTEGER,
    agent_id INTEGER,
    asset_id INTEGER,
    name_id INTEGER,
    CONSTRAINT pk_identifier PRIMARY KEY (id),
    CONSTRAINT ck_identifier_one_subject CHECK ((material_id IS NOT NULL) + (occurrence_id IS NOT NULL) + (event_id IS NOT NULL) + (agent_id IS NOT NULL) + (asset_id IS NOT NULL) + (name_id IS NOT NULL) = 1),
    CONSTRAINT fk_identifier_material_id_material_entity FOREIGN KEY(material_id) REFERENCES material_entity (id),
    CONSTRAINT fk_identifier_occurrence_id_occurrence FOREIGN KEY(occurrence_id) REFERENCES occurrence (id),
    CONSTRAINT fk_identifier_event_id_event FOREIGN KEY(event_id) REFERENCES event (id),
    CONSTRAINT fk_identifier_agent_id_agent FOREIGN KEY(agent_id) REFERENCES agent (id),
    CONSTRAINT fk_identifier_asset_id_asset FOREIGN KEY(asset_id) REFERENCES asset (id),
    CONSTRAINT fk_identifier_name_id_name FOREIGN KEY(name_id) REFERENCES name (id)
);
CREATE INDEX ix_identifier_identifier ON identifier (identifier);
CREATE UNIQUE INDEX uq_identifier_agent_id ON identifier (agent_id, identifier_type, identifier) WHERE agent_id IS NOT NULL;
CREATE UNIQUE INDEX uq_identifier_asset_id ON identifier (asset_id, identifier_type, identifier) WHERE asset_id IS NOT NULL;
CREATE UNIQUE INDEX uq_identifier_event_id ON identifier (event_id, identifier_type, identifier) WHERE event_id IS NOT NULL;
CREATE UNIQUE INDEX uq_identifier_material_id ON identifier (material_id, identifier_type, identifier) WHERE material_id IS NOT NULL;
CREATE UNIQUE INDEX uq_identifier_name_id ON identifier (name_id, identifier_type, identifier) WHERE name_id IS NOT NULL;
CREATE UNIQUE INDEX uq_identifier_occurrence_id ON identifier (occurrence_id, identifier_type, identifier) WHERE occurrence_id IS NOT NULL;

CREATE TABLE original_check (
    asset_id INTEGER NOT NULL,
    turn INTEGER NOT NULL,
    checked TEXT NOT NULL,
    reason TEXT NOT NULL,
    CONSTRAINT pk_original_check PRIMARY KEY (asset_id),
    CONSTRAINT fk_original_check_asset_id_asset FOREIGN KEY(asset_id) REFERENCES asset (id)
);
CREATE INDEX ix_original_check_turn ON original_check (turn);
CREATE INDEX ix_original_check_unsound ON original_check (asset_id) WHERE reason <> '';

CREATE TABLE record_fault (
    part TEXT NOT NULL,
    material_id INTEGER NOT NULL,
    reason TEXT NOT NULL,
    noticed TEXT NOT NULL,
    CONSTRAINT pk_record_fault PRIMARY KEY (part)
);
CREATE INDEX ix_record_fault_material_id ON record_fault (material_id);

CREATE TABLE keeping (
    id INTEGER NOT NULL,
    originals INTEGER NOT NULL,
    bytes INTEGER NOT NULL,
    unread INTEGER NOT NULL,
    turn INTEGER NOT NULL,
    checked TEXT NOT NULL,
    record_through INTEGER NOT NULL,
    records_checked TEXT NOT NULL,
    CONSTRAINT pk_keeping PRIMARY KEY (id),
    CONSTRAINT ck_keeping_one_row CHECK (id = 1)
);

CREATE TABLE search_pending (
    first_id INTEGER NOT NULL,
    last_id INTEGER NOT NULL,
    CONSTRAINT pk_search_pending PRIMARY KEY (first_id)
);

CREATE TABLE search_word (
    id INTEGER NOT NULL,
    word TEXT NOT NULL,
    CONSTRAINT pk_search_word PRIMARY KEY (id),
    CONSTRAINT uq_search_word_word UNIQUE (word)
);

CREATE TABLE "view" (
    id INTEGER NOT NULL,
    name TEXT NOT NULL,
    columns TEXT NOT NULL,
    question TEXT NOT NULL,
    operator_id INTEGER NOT NULL,
    changed TEXT NOT NULL,
    CONSTRAINT pk_view PRIMARY KEY (id),
    CONSTRAINT uq_view_name UNIQUE (name),
    CONSTRAINT fk_view_operator_id_operator FOREIGN KEY(operator_id) REFERENCES operator (id)
);

CREATE VIRTUAL TABLE reading_search USING fts5(text, content='reading', content_rowid='opinion_id', tokenize='unicode61 remove_diacritics 2');

CREATE VIRTUAL TABLE search_inside USING fts5(word, content='', detail=none, tokenize='trigram');

CREATE VIRTUAL TABLE record_search USING fts5(number, taxon, collector, place, rest, content='', detail=column, prefix='1 2 3', tokenize='unicode61 remove_diacritics 2');
CREATE TRIGGER agent_merge_no_delete BEFORE DELETE ON agent_merge BEGIN SELECT RAISE(ABORT, 'agent_merge is history: it is only ever added to'); END;
CREATE TRIGGER agent_merge_no_update BEFORE UPDATE ON agent_merge BEGIN SELECT RAISE(ABORT, 'agent_merge is history: it is only ever added to'); END;
CREATE TRIGGER barcode_no_delete BEFORE DELETE ON barcode BEGIN SELECT RAISE(ABORT, 'barcode is history: it is only ever added to'); END;
CREATE TRIGGER barcode_no_update BEFORE UPDATE ON barcode BEGIN SELECT RAISE(ABORT, 'barcode is history: it is only ever added to'); END;
CREATE TRIGGER batch_no_delete BEFORE DELETE ON batch BEGIN SELECT RAISE(ABORT, 'batch is history: it is only ever added to'); END;
CREATE TRIGGER batch_no_update BEFORE UPDATE ON batch BEGIN SELECT RAISE(ABORT, 'batch is history: it is only ever added to'); END;
CREATE TRIGGER change_no_delete BEFORE DELETE ON change BEGIN SELECT RAISE(ABORT, 'change is history: it is only ever added to'); END;
CREATE TRIGGER change_no_update BEFORE UPDATE ON change BEGIN SELECT RAISE(ABORT, 'change is history: it is only ever added to'); END;
CREATE TRIGGER holding_count_no_delete BEFORE DELETE ON holding_count BEGIN SELECT RAISE(ABORT, 'holding_count is history: it is only ever added to'); END;
CREATE TRIGGER holding_count_no_update BEFORE UPDATE ON holding_count BEGIN SELECT RAISE(ABORT, 'holding_count is history: it is only ever added to'); END;
CREATE TRIGGER judgement_no_delete BEFORE DELETE ON judgement BEGIN SELECT RAISE(ABORT, 'judgement is history: it is only ever added to'); END;
CREATE TRIGGER judgement_no_update BEFORE UPDATE ON judgement BEGIN SELECT RAISE(ABORT, 'judgement is history: it is only ever added to'); END;
CREATE TRIGGER opinion_no_delete BEFORE DELETE ON opinion BEGIN SELECT RAISE(ABORT, 'opinion is history: it is only ever added to'); END;
CREATE TRIGGER opinion_no_update BEFORE UPDATE ON opinion BEGIN SELECT RAISE(ABORT, 'opinion is history: it is only ever added to'); END;
CREATE TRIGGER publication_no_delete BEFORE DELETE ON publication BEGIN SELECT RAISE(ABORT, 'publication is history: it is only ever added to'); END;
CREATE TRIGGER publication_no_update BEFORE UPDATE ON publication BEGIN SELECT RAISE(ABORT, 'publication is history: it is only ever added to'); END;
CREATE TRIGGER quality_report_no_delete BEFORE DELETE ON quality_report BEGIN SELECT RAISE(ABORT, 'quality_report is history: it is only ever added to'); END;
CREATE TRIGGER quality_report_no_update BEFORE UPDATE ON quality_report BEGIN SELECT RAISE(ABORT, 'quality_report is history: it is only ever added to'); END;
CREATE TRIGGER reading_no_delete BEFORE DELETE ON reading BEGIN SELECT RAISE(ABORT, 'reading is history: it is only ever added to'); END;
CREATE TRIGGER reading_no_update BEFORE UPDATE ON reading BEGIN SELECT RAISE(ABORT, 'reading is history: it is only ever added to'); END;
CREATE TRIGGER region_no_delete BEFORE DELETE ON region BEGIN SELECT RAISE(ABORT, 'region is history: it is only ever added to'); END;
CREATE TRIGGER region_no_update BEFORE UPDATE ON region BEGIN SELECT RAISE(ABORT, 'region is history: it is only ever added to'); END;
CREATE TRIGGER review_no_delete BEFORE DELETE ON review BEGIN SELECT RAISE(ABORT, 'review is history: it is only ever added to'); END;
CREATE TRIGGER review_no_update BEFORE UPDATE ON review BEGIN SELECT RAISE(ABORT, 'review is history: it is only ever added to'); END;
CREATE TRIGGER suggestion_no_delete BEFORE DELETE ON suggestion BEGIN SELECT RAISE(ABORT, 'suggestion is history: it is only ever added to'); END;
CREATE TRIGGER suggestion_no_update BEFORE UPDATE ON suggestion BEGIN SELECT RAISE(ABORT, 'suggestion is history: it is only ever added to'); END;
CREATE TRIGGER synonymy_no_delete BEFORE DELETE ON synonymy BEGIN SELECT RAISE(ABORT, 'synonymy is history: it is only ever added to'); END;
CREATE TRIGGER synonymy_no_update BEFORE UPDATE ON synonymy BEGIN SELECT RAISE(ABORT, 'synonymy is history: it is only ever added to'); END;
CREATE TRIGGER asset_counted AFTER INSERT ON asset BEGIN INSERT INTO original_check (asset_id, turn, checked, reason) VALUES (NEW.id, 0, '', ''); UPDATE keeping SET originals = originals + 1, bytes = bytes + NEW.size, unread = unread + 1; END;
CREATE TRIGGER original_first_read AFTER UPDATE OF turn ON original_check WHEN OLD.turn = 0 AND NEW.turn > 0 BEGIN UPDATE keeping SET unread = unread - 1; END;
INSERT INTO keeping (id, originals, bytes, unread, turn, checked, record_through, records_checked) VALUES (1, 0, 0, 0, 0, '', 0, '');
