package io.headrace.models.batch.segment;

import io.headrace.models.batch.BatchEngine;
import io.headrace.models.batch.BatchModel;
import io.headrace.models.batch.EngineManifest;
import io.headrace.models.batch.form.Form;
import io.headrace.models.batch.form.RequestRefused;
import io.headrace.models.batch.picture.Picture;
import io.headrace.models.batch.picture.PictureReader;
import io.headrace.models.batch.picture.Vision;
import io.headrace.models.batch.reply.NumberField;
import io.headrace.models.batch.reply.Reply;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Answers {@code segment-anything-2} (pipelines reference section 1.2): masks of the picture's size (log-odds, or 0 and 1 without
 * {@code return_logits}), their scores, and the log-odds once more at 256 by 256. Three masks are offered, or one without
 * {@code multimask_output}: the cut, the pieces of it that were pointed at, and what has the object's colours.
 */
public final class SegmentEngine implements BatchEngine {

    public static final String PIPELINE = "segment-anything-2";

    private static final EngineManifest MANIFEST = EngineManifest.classic(
            "headrace/grabcut",
            PIPELINE,
            "GrabCut by OpenCV; masks, odds and scores by this project",
            "above 0.9 of the union on objects drawn by its tests; not measured on photographs");

    /** Twelve million numbers become text for a picture of this size. */
    private static final PictureReader READER = new PictureReader(4_000_000);

    private SegmentEngine() {}

    public static BatchModel model() {
        return new BatchModel() {
            @Override
            public EngineManifest manifest() {
                return MANIFEST;
            }

            @Override
            public BatchEngine open() {
                Vision.load();
                return new SegmentEngine();
            }
        };
    }

    @Override
    public Reply answer(Form request) throws RequestRefused {
        boolean several = request.flag("multimask_output", true);
        boolean odds = request.flag("return_logits", true);
        var picture = READER.read(request, "image");
        var prompts = Prompts.of(request, picture.width(), picture.height());
        var cut = Cutter.cut(picture, prompts);
        var offers = new ArrayList<CutOut>(List.of(offer(cut, cut.inside())));
        if (several) {
            offers.add(offer(cut, Pieces.pointedAt(cut, prompts)));
            offers.add(offer(cut, Pieces.ofLikeColour(cut)));
        }
        offers.sort(Comparator.comparingDouble(CutOut::score).reversed());
        return reply(picture, offers, odds);
    }

    private static CutOut offer(Cut cut, boolean[] inside) {
        return CutOut.of(cut.width(), cut.height(), cut.odds().clone(), inside);
    }

    private static Reply reply(Picture picture, List<CutOut> offers, boolean odds) {
        var masks = new ArrayList<NumberField>();
        var logits = new ArrayList<NumberField>();
        for (var offer : offers) {
            masks.add(
                    odds
                            ? offer.odds(picture.width(), picture.height())
                            : offer.mask(picture.width(), picture.height()));
            logits.add(offer.odds(Prompts.MASK_SIDE, Prompts.MASK_SIDE));
        }
        return new Reply.Masks(masks, offers.stream().map(CutOut::score).toList(), logits);
    }

    @Override
    public void close() {}
}
