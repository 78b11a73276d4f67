package io.headrace.media.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.media.MediaTime;
import io.headrace.media.request.Comparison;
import io.headrace.media.request.Comparison.Likeness;
import java.util.Collections;
import org.junit.jupiter.api.Test;

class ContentJudgeTest {

    private static final Likeness GOOD = new Likeness(0.2, 38, 0.97);

    @Test
    void likeAnHonestEncodingIsTheSame() {
        assertThat(judge(frame(100, 100, GOOD, GOOD))).isEqualTo(new Verdict.Same(0, 0));
    }

    @Test
    void blackOfBlackIsTheSame() {
        var identical = new Likeness(0, Likeness.IDENTICAL, 1);

        assertThat(judge(frame(16, 16, identical, identical))).isInstanceOf(Verdict.Same.class);
    }

    @Test
    void aPoorLikenessOfNoiseIsTheSame() {
        var noise = new Likeness(0.5, 18, 0.2);

        assertThat(judge(frame(128, 128, new Likeness(0.6, 16, 0.1), noise))).isInstanceOf(Verdict.Same.class);
    }

    @Test
    void lossAboveWhatIsSeenDoesNotCount() {
        assertThat(judge(frame(100, 100, new Likeness(0, 42, 1), new Likeness(0, 60, 1))))
                .isEqualTo(new Verdict.Same(0, 0));
    }

    @Test
    void nothingWhereSomethingIsShownIsBlack() {
        assertThat(judge(frame(118, 16, new Likeness(102, 8, 0.1), GOOD)))
                .isEqualTo(new Verdict.Different(
                        Verdict.Kind.BLACK,
                        "The rendition's 4 pictures are 101.8 levels of luma from the source's, the limit is 8.0;"
                                + " their mean is 16, the source's 118"));
    }

    @Test
    void somethingElseIsForeign() {
        assertThat(judge(frame(118, 117, new Likeness(30, 13, 0.4), GOOD)))
                .isInstanceOfSatisfying(
                        Verdict.Different.class,
                        different -> assertThat(different.kind()).isEqualTo(Verdict.Kind.FOREIGN));
    }

    @Test
    void farWorseThanAnHonestEncodingIsDegraded() {
        assertThat(judge(frame(118, 118, new Likeness(1, 30, 0.8), GOOD)))
                .isEqualTo(new Verdict.Different(
                        Verdict.Kind.DEGRADED,
                        "The rendition's 4 pictures are 8.0 dB less like the source than an honest encoding (30.0 and"
                                + " 38.0 dB, not counted above 42), the limit is 4.5 dB"));
    }

    @Test
    void tooFewPicturesAreDifferent() {
        var one = new Comparison(4, Collections.nCopies(1, frame(100, 100, GOOD, GOOD)));

        assertThat(ContentJudge.USUAL.judge(one))
                .isEqualTo(new Verdict.Different(
                        Verdict.Kind.UNMATCHED,
                        "The rendition has 1 of the 4 pictures that were looked for, at least 50 % are wanted"));
        assertThat(ContentJudge.USUAL.judge(new Comparison(0, Collections.emptyList())))
                .isInstanceOf(Verdict.Different.class);
    }

    @Test
    void refusesThresholdsThatAreNone() {
        assertThatThrownBy(() -> new Thresholds(1.5, 8, 42, 4, 20)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Thresholds(0.5, 8, 42, Double.NaN, 20))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Verdict judge(Comparison.Frame frame) {
        return ContentJudge.USUAL.judge(new Comparison(4, Collections.nCopies(4, frame)));
    }

    private static Comparison.Frame frame(
            double sourceLevel, double returnedLevel, Likeness returned, Likeness honest) {
        return new Comparison.Frame(MediaTime.ZERO, sourceLevel, returnedLevel, returned, honest);
    }
}
