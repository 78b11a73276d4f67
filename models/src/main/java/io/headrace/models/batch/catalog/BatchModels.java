package io.headrace.models.batch.catalog;

import io.headrace.models.batch.BatchModel;
import io.headrace.models.batch.EngineException;
import io.headrace.models.batch.EngineManifest;
import io.headrace.models.batch.camera.CameraEngine;
import io.headrace.models.batch.describe.DescriptionEngine;
import io.headrace.models.batch.filter.PictureModels;
import io.headrace.models.batch.interpolate.InterpolationEngine;
import io.headrace.models.batch.segment.SegmentEngine;
import io.headrace.models.batch.speak.SpeechEngine;
import io.headrace.models.batch.upscale.Upscalers;
import io.headrace.models.frame.onnx.OnnxModels;
import io.headrace.models.frame.onnx.OnnxPipeline;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The batch models that a runner has: those of this project, and those in the operator's directory, for the pipelines that can be
 * served by a file of ONNX. A model of the operator's never bears an id of ours, and a request for a foreign id is never answered
 * by one of ours.
 */
public final class BatchModels {

    /** Pipelines of the network for which this project has nothing that deserves the name. */
    private static final Set<String> WITHOUT_EMBEDDED = Set.of("text-to-image", "audio-to-text", "llm");

    private static final List<BatchModel> EMBEDDED = List.of(
            Upscalers.embedded(),
            InterpolationEngine.model(),
            SpeechEngine.model(),
            SegmentEngine.model(),
            PictureModels.filters(),
            CameraEngine.model(),
            DescriptionEngine.model());

    private static final Map<String, DropIn> DROP_INS =
            Map.of(Upscalers.PIPELINE, Upscalers::of, PictureModels.PIPELINE, PictureModels::of);

    /** How a directory of the operator's becomes a model of a pipeline. */
    private interface DropIn {
        BatchModel of(OnnxPipeline model) throws EngineException;
    }

    private BatchModels() {}

    /** All pipelines that can be asked for, in the order of their names. */
    public static Set<String> pipelines() {
        var all = new TreeSet<>(WITHOUT_EMBEDDED);
        embedded().forEach(manifest -> all.add(manifest.pipeline()));
        return all;
    }

    /** What this project brings along. */
    public static List<EngineManifest> embedded() {
        return EMBEDDED.stream().map(BatchModel::manifest).toList();
    }

    /**
     * @param directory whose subdirectories are models; none if the operator has none
     * @throws EngineException when the operator's model cannot be read
     */
    public static BatchModel find(String pipeline, String model, Optional<Path> directory)
            throws NoModelException, EngineException {
        for (var own : EMBEDDED) {
            if (own.manifest().pipeline().equals(pipeline)
                    && own.manifest().id().equals(model)) {
                return own;
            }
        }
        var dropIn = Optional.ofNullable(DROP_INS.get(pipeline)).filter(_ -> !model.startsWith(EngineManifest.OWN));
        var file = directory.flatMap(folder -> new OnnxModels(folder, 1).find(model));
        if (dropIn.isPresent() && file.isPresent()) {
            return dropIn.get().of(file.get());
        }
        throw new NoModelException(absent(pipeline, model, dropIn.isPresent()));
    }

    private static String absent(String pipeline, String model, boolean dropIn) {
        if (WITHOUT_EMBEDDED.contains(pipeline)) {
            return "No model: nothing is embedded for " + pipeline + ", since nothing small does it well. Have " + model
                    + " served by a container or by the URL of a runner.";
        }
        var own = embedded().stream()
                .filter(manifest -> manifest.pipeline().equals(pipeline))
                .map(EngineManifest::id)
                .toList();
        if (own.isEmpty()) {
            return "There is no pipeline " + pipeline + "; there are " + String.join(", ", pipelines()) + ".";
        }
        return "No model " + model + " for " + pipeline + ". Embedded: " + String.join(", ", own) + "."
                + (dropIn ? " Or put it into the directory of models as " + model + "/model.onnx." : "");
    }
}
