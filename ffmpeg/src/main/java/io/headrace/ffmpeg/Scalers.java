package io.headrace.ffmpeg;

import io.headrace.media.Ladder;
import io.headrace.media.RenditionSize;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** A scaler for each place of a ladder, kept from segment to segment while its size stays. */
final class Scalers implements AutoCloseable {

    private final List<PictureScaler> scalers = new ArrayList<>();
    private final Function<RenditionSize, PictureScaler> make;

    /** @param make a scaler to a size */
    Scalers(Function<RenditionSize, PictureScaler> make) {
        this.make = make;
    }

    List<PictureScaler> forLadder(Ladder ladder, int sourceWidth, int sourceHeight) {
        while (scalers.size() > ladder.size()) {
            scalers.removeLast().close();
        }
        for (int i = 0; i < ladder.size(); i++) {
            place(i, RenditionSize.of(ladder.profiles().get(i), sourceWidth, sourceHeight));
        }
        return List.copyOf(scalers);
    }

    private void place(int index, RenditionSize size) {
        if (index == scalers.size()) {
            scalers.add(make.apply(size));
        } else if (!scalers.get(index).size().equals(size)) {
            scalers.set(index, make.apply(size)).close();
        }
    }

    @Override
    public void close() {
        scalers.forEach(PictureScaler::close);
        scalers.clear();
    }
}
