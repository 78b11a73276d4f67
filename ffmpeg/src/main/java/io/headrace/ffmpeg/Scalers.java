package io.headrace.ffmpeg;

import io.headrace.media.Ladder;
import io.headrace.media.RenditionSize;
import java.util.ArrayList;
import java.util.List;

/** A scaler for each place of a ladder, kept from segment to segment while its size stays. */
final class Scalers implements AutoCloseable {

    private final List<Scaler> scalers = new ArrayList<>();

    List<Scaler> forLadder(Ladder ladder, int sourceWidth, int sourceHeight) {
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
            scalers.add(new Scaler(size));
        } else if (!scalers.get(index).size().equals(size)) {
            scalers.set(index, new Scaler(size)).close();
        }
    }

    @Override
    public void close() {
        scalers.forEach(Scaler::close);
        scalers.clear();
    }
}
