package io.headrace.models.batch;

import io.headrace.models.frame.Kind;

/**
 * What a model is, said honestly: it goes with everything that the model makes. Ids under {@code headrace/} are this project's;
 * no other model may bear one, and none of ours bears another.
 *
 * @param id by which requests name it
 * @param pipeline that it serves
 * @param origin who made it, or whose directory it lies in
 * @param licence under which it may be used
 * @param trainedOn the data it learnt from; for a method that learns nothing, so
 * @param score how well it does, and where that was measured
 * @param sha256 of its file, in hexadecimal; empty for a method without one
 */
public record EngineManifest(
        String id,
        String pipeline,
        Kind kind,
        String origin,
        String licence,
        String trainedOn,
        String score,
        String sha256) {

    /** Of the ids of this project. */
    public static final String OWN = "headrace/";

    private static final String LEARNS_NOTHING = "nothing: it is a method";

    public EngineManifest {
        if (id.isEmpty() || pipeline.isEmpty() || (kind != Kind.REAL && !id.startsWith(OWN))) {
            throw new IllegalArgumentException("No model may be called " + id + " for " + pipeline + " as " + kind);
        }
    }

    /** A method of image processing that is part of this project. */
    public static EngineManifest classic(String id, String pipeline, String origin, String score) {
        return new EngineManifest(id, pipeline, Kind.CLASSIC, origin, "Apache-2.0", LEARNS_NOTHING, score, "");
    }
}
