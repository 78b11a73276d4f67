package io.headrace.webrtc.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.media.AccessUnit.Picture;
import io.headrace.media.MediaBytes;
import io.headrace.media.MediaTime;
import io.headrace.media.VideoCodec;
import io.headrace.webrtc.desk.End;
import io.headrace.webrtc.desk.OpusPacket;
import io.headrace.webrtc.desk.Viewer;
import io.headrace.webrtc.desk.ViewerCodecs;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ViewerRoomTest {

    private static final String BASELINE = "6742c01ed900a02ff970110000030001000003003c0f162e48";
    private static final String WITH_B_FRAMES = "674d401eeca05017fcb80880000003008000001e078b16cb";
    /** Main, which leaves the order of its pictures unsaid. */
    private static final String TACITURN = "674d000aea78";
    /** 4:4:4 in the profile of that name. */
    private static final String UNCOMMON = "67f4001e919680a02ff89c0440000003004000000f23c58ba8";

    private final ViewerRoom room = new ViewerRoom(VideoCodec.H264, 2);

    private static final class Guest implements Viewer {
        private final Set<Integer> profiles;
        private final List<Picture> pictures = new ArrayList<>();
        private final List<OpusPacket> sounds = new ArrayList<>();
        private final List<End> ends = new ArrayList<>();

        Guest(Integer... profiles) {
            this.profiles = Set.of(profiles);
        }

        @Override
        public ViewerCodecs codecs() {
            return new ViewerCodecs(Set.of(VideoCodec.H264), profiles);
        }

        @Override
        public void picture(Picture picture) {
            pictures.add(picture);
        }

        @Override
        public void sound(OpusPacket packet) {
            sounds.add(packet);
        }

        @Override
        public void ended(End how) {
            ends.add(how);
        }
    }

    private static Picture keyframe(String set) {
        return picture(true, "00000001" + set + "000000016588840a");
    }

    private static Picture picture(boolean keyframe, String bytes) {
        return new Picture(
                VideoCodec.H264,
                MediaTime.ZERO,
                MediaTime.ZERO,
                keyframe,
                MediaBytes.owning(HexFormat.of().parseHex(bytes)));
    }

    private Guest entered(Integer... profiles) {
        var guest = new Guest(profiles);
        assertThat(room.enter(guest)).isEqualTo(new ViewerRoom.Entered());
        return guest;
    }

    @Test
    void handsEverythingToEverybody() {
        var one = entered();
        var other = entered();
        var picture = keyframe(BASELINE);
        var packet = new OpusPacket(MediaTime.ZERO, MediaBytes.EMPTY);
        room.picture(picture);
        room.sound(packet);
        room.leave(one);
        room.picture(picture);

        assertThat(one.pictures).containsExactly(picture);
        assertThat(other.pictures).containsExactly(picture, picture);
        assertThat(other.sounds).containsExactly(packet);
        assertThat(room.present()).isEqualTo(1);
    }

    @Test
    void hasRoomForSoMany() {
        var first = entered();
        var _ = entered();

        assertThat(room.enter(new Guest()))
                .isInstanceOfSatisfying(
                        ViewerRoom.Full.class,
                        full -> assertThat(full.sentence()).contains("2 of 2"));
        room.leave(first);
        var _ = entered();
        assertThatThrownBy(() -> new ViewerRoom(VideoCodec.H264, 0)).hasMessageContaining("not 0");
    }

    @Test
    void refusesWhoeverCannotShowWhatIsThere() {
        room.picture(keyframe(WITH_B_FRAMES));
        assertThat(room.enter(new Guest(66, 77)))
                .isInstanceOfSatisfying(
                        ViewerRoom.Unfit.class,
                        unfit -> assertThat(unfit.sentence()).contains("B-frames"));

        room.picture(keyframe(BASELINE));
        assertThat(room.enter(new Guest(66))).isEqualTo(new ViewerRoom.Entered());
    }

    @Test
    void letsGoOfThoseWhoCannotShowWhatItBecomes() {
        var able = entered(66, 244);
        var unable = entered(66);
        room.picture(keyframe(BASELINE));
        assertThat(unable.pictures).hasSize(1);

        room.picture(keyframe(UNCOMMON));
        assertThat(able.ends).isEmpty();
        assertThat(able.pictures).hasSize(2);
        assertThat(unable.ends).containsExactly(End.UNSHOWABLE);
        assertThat(unable.pictures).hasSize(1);
        assertThat(room.present()).isEqualTo(1);
    }

    @Test
    void noticesBFramesThatWereNotAnnounced() {
        var guest = entered();
        room.picture(keyframe(TACITURN));
        room.picture(picture(false, "00000001419a246c41"));
        assertThat(guest.ends).isEmpty();

        room.picture(picture(false, "00000001019e426c41"));
        assertThat(guest.ends).containsExactly(End.UNSHOWABLE);
        assertThat(guest.pictures).hasSize(2);
    }

    @Test
    void takesNobodyWhenItIsOver() {
        var guest = entered();
        room.close();

        assertThat(guest.ends).containsExactly(End.SOURCE_ENDED);
        assertThat(room.enter(new Guest())).isEqualTo(new ViewerRoom.Over());
    }

    @Test
    void isForThoseWhoTakeItsCodec() {
        var vp8 = new ViewerRoom(VideoCodec.VP8, 2);
        assertThat(vp8.enter(new Guest()))
                .isInstanceOfSatisfying(
                        ViewerRoom.Unfit.class,
                        unfit -> assertThat(unfit.sentence()).contains("in VP8", "takes H264"));

        var guest = entered();
        room.picture(new Picture(VideoCodec.VP8, MediaTime.ZERO, MediaTime.ZERO, true, MediaBytes.EMPTY));
        assertThat(guest.ends).containsExactly(End.UNSHOWABLE);
    }
}
