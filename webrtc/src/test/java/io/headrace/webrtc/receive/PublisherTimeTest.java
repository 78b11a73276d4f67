package io.headrace.webrtc.receive;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.media.MediaTime;
import io.headrace.webrtc.rtp.Rtcp.Message.SenderReport;
import org.junit.jupiter.api.Test;

class PublisherTimeTest {

    private static final int SECOND_OF_DAY = 1 << 16;
    private static final int NOON = 0x7fff_8000;
    private static final int PICTURE = 3_000;
    private static final int PACKET = 960;

    private final StreamClock pictures = new StreamClock(0, 90_000);
    private final StreamClock sound = new StreamClock(0, 48_000);
    private final PublisherTime time = new PublisherTime();

    private static SenderReport report(int ntp, int timestamp) {
        return new SenderReport(1, ntp, timestamp);
    }

    /** Where the sound stands after so many packets more. */
    private MediaTime soundAfter(int from, int packets) {
        var stands = MediaTime.ZERO;
        for (int i = 1; i <= packets; i++) {
            stands = sound.at(from + i * PACKET, 0);
        }
        return stands;
    }

    @Test
    void bringsSoundWhoseFirstPacketCameLateToItsPictures() {
        pictures.at(0, 0);
        sound.at(0, 100_000_000); // both were recorded at once; the sound came 0.1 s later
        time.pictures(report(NOON, 0), pictures);
        time.sound(report(NOON, 0), sound);

        assertThat(soundAfter(0, 50)).isEqualTo(new MediaTime(90_000));
    }

    /** The middle bits of the time of day go round each 18 hours. */
    @Test
    void followsAClockOfSoundThatRunsSlowly() {
        pictures.at(0, 0);
        sound.at(0, 0);
        int played = 0;
        for (int second = 1; second <= 60; second++) {
            time.pictures(report(NOON + second * SECOND_OF_DAY, second * 90_000), pictures);
            for (int i = 0; i < 30; i++) {
                pictures.at((second - 1) * 90_000 + i * PICTURE, 0);
            }
            soundAfter(played, 50);
            played += 50 * PACKET;
            // a thousandth of a second more went by than samples say
            time.sound(report(NOON + second * SECOND_OF_DAY + second * SECOND_OF_DAY / 1_000, played), sound);
        }

        long stands = soundAfter(played, 1).ticks();
        assertThat(stands).isBetween(60 * 90_000L + 59 * 90L + 1_800, 60 * 90_000L + 61 * 90L + 1_800);
    }

    @Test
    void leavesSoundWhereItArrivedWithoutPicturesToGoBy() {
        sound.at(0, 0);
        time.sound(report(NOON, 4_800), sound);
        time.pictures(report(NOON, 0), pictures);
        time.sound(report(NOON, 4_800), sound);

        assertThat(soundAfter(0, 1)).isEqualTo(new MediaTime(1_800));
    }

    @Test
    void believesNoReportThatPutsSoundFarFromItsPictures() {
        pictures.at(0, 0);
        sound.at(0, 0);
        time.pictures(report(NOON, 0), pictures);
        time.sound(report(NOON - 60 * SECOND_OF_DAY, 0), sound);

        assertThat(soundAfter(0, 1)).isEqualTo(new MediaTime(1_800));
    }
}
