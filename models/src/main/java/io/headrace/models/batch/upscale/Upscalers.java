package io.headrace.models.batch.upscale;

import io.headrace.models.batch.BatchEngine;
import io.headrace.models.batch.BatchModel;
import io.headrace.models.batch.EngineException;
import io.headrace.models.batch.EngineManifest;
import io.headrace.models.batch.OperatorModel;
import io.headrace.models.frame.Kind;
import io.headrace.models.frame.onnx.ModelException;
import io.headrace.models.frame.onnx.OnnxPipeline;
import io.headrace.models.frame.onnx.OnnxTransform;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** What enlarges pictures: the network of this project, and any that an operator brings. */
public final class Upscalers {

    public static final String PIPELINE = "upscale";

    private static final String EMBEDDED_FILE = "espcn-x2.onnx";
    private static final EngineManifest EMBEDDED = new EngineManifest(
            "headrace/espcn-x2",
            PIPELINE,
            Kind.REAL,
            "trained by this project (models/train, after ESPCN by Shi et al. 2016)",
            "Apache-2.0",
            "6000 batches of procedural pictures, seed 7",
            "+4.8 dB over bicubic on drawn pictures, +0.9 dB on 12 photographs (mate-backgrounds, nature)",
            "852d112c63fe19de8d3193b1fbd01e2fcd1d4fac7504e2ceb38e8489f8b6fd95");

    private Upscalers() {}

    /** Twice as wide and high; 11,908 weights on the luma, colours by bicubic scaling. */
    public static BatchModel embedded() {
        return new BatchModel() {
            @Override
            public EngineManifest manifest() {
                return EMBEDDED;
            }

            @Override
            public BatchEngine open() throws EngineException {
                return Upscalers.open(EMBEDDED.id(), () -> OnnxTransform.open(EMBEDDED.id(), embeddedFile(), 1));
            }
        };
    }

    /** A model of the operator's: any that takes pictures of three colours and gives them larger. */
    public static BatchModel of(OnnxPipeline model) throws EngineException {
        var manifest = OperatorModel.manifest(model, PIPELINE);
        return new BatchModel() {
            @Override
            public EngineManifest manifest() {
                return manifest;
            }

            @Override
            public BatchEngine open() throws EngineException {
                return Upscalers.open(manifest.id(), model::open);
            }
        };
    }

    private interface Opening {
        OnnxTransform open() throws ModelException;
    }

    private static BatchEngine open(String id, Opening opening) throws EngineException {
        try {
            return new UpscaleEngine(TiledNetwork.over(id, opening.open()));
        } catch (ModelException e) {
            throw new EngineException("Model " + id + " cannot be used: " + e.getMessage(), e);
        }
    }

    /** The file of {@link #embedded}; its hash is the manifest's. */
    static byte[] embeddedFile() {
        try (var file = Upscalers.class.getResourceAsStream(EMBEDDED_FILE)) {
            if (file == null) {
                throw new IllegalStateException(EMBEDDED_FILE + " is missing from this program");
            }
            byte[] bytes = file.readAllBytes();
            var hash = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
            if (!hash.equals(EMBEDDED.sha256())) {
                throw new IllegalStateException(
                        EMBEDDED_FILE + " has the SHA-256 " + hash + ", not that of its manifest");
            }
            return bytes;
        } catch (IOException e) {
            throw new UncheckedIOException(EMBEDDED_FILE + " cannot be read", e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
