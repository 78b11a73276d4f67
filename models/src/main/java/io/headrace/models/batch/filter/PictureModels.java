package io.headrace.models.batch.filter;

import io.headrace.models.batch.BatchEngine;
import io.headrace.models.batch.BatchModel;
import io.headrace.models.batch.EngineException;
import io.headrace.models.batch.EngineManifest;
import io.headrace.models.batch.OperatorModel;
import io.headrace.models.frame.FrameTransform;
import io.headrace.models.frame.onnx.ModelException;
import io.headrace.models.frame.onnx.OnnxPipeline;

/** What makes pictures of pictures: the filters of this project, and any network that an operator brings. */
public final class PictureModels {

    public static final String PIPELINE = "image-to-image";

    private static final EngineManifest FILTERS = EngineManifest.classic(
            "headrace/filters",
            PIPELINE,
            "filters of live video, by OpenCV and this project",
            "none: a filter does what its name says");

    private PictureModels() {}

    /** Filters; the prompt names one. */
    public static BatchModel filters() {
        return model(FILTERS, () -> new PromptedFilters()::open);
    }

    /** A network of the operator's that changes each picture in its own way, whatever the prompt. */
    public static BatchModel of(OnnxPipeline model) throws EngineException {
        return model(OperatorModel.manifest(model, PIPELINE), () -> {
            opened(model).close();
            return (_, _) -> opened(model);
        });
    }

    private static FrameTransform opened(OnnxPipeline model) throws EngineException {
        try {
            return model.open();
        } catch (ModelException e) {
            throw new EngineException("Model " + model.model() + " cannot be used: " + e.getMessage(), e);
        }
    }

    private interface Loading {
        FilterEngine.Opening load() throws EngineException;
    }

    private static BatchModel model(EngineManifest manifest, Loading loading) {
        return new BatchModel() {
            @Override
            public EngineManifest manifest() {
                return manifest;
            }

            @Override
            public BatchEngine open() throws EngineException {
                return new FilterEngine(loading.load());
            }
        };
    }
}
