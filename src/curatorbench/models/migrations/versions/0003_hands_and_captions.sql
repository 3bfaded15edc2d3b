-- The text of the table as it is made anew; its rows stay as they are, with the new column empty.
ALTER TABLE region ADD COLUMN handwritten DOUBLE;
UPDATE sqlite_schema SET sql = 'CREATE TABLE region (
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
    handwritten DOUBLE,
    CONSTRAINT pk_region PRIMARY KEY (id),
    CONSTRAINT uq_region_opinion_id_position UNIQUE (opinion_id, position),
    CONSTRAINT ck_region_kind CHECK (kind IN (''specimen'', ''label'', ''slip'', ''stamp'', ''barcode'', ''tray'', ''colour target'', ''scale'', ''caption'')),
    CONSTRAINT ck_region_confidence CHECK (confidence BETWEEN 0 AND 1),
    CONSTRAINT ck_region_handwritten CHECK (handwritten BETWEEN 0 AND 1),
    CONSTRAINT ck_region_box CHECK (width >= 0 AND height >= 0),
    CONSTRAINT fk_region_opinion_id_opinion FOREIGN KEY(opinion_id) REFERENCES opinion (id)
)' WHERE type = 'table' AND name = 'region';
