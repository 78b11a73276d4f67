package io.headrace.admission;

import io.headrace.media.PixelCount;

/** Where credit was set aside for units. Called once for each {@link Cover}, on the desk's thread; returns at once. */
public interface Till {

    /** Off chain. */
    Till FREE = new Till() {
        @Override
        public void settle(UnitRequest request, Cover cover, PixelCount pixels) {}

        @Override
        public void release(UnitRequest request, Cover cover) {}
    };

    /** Charges {@code pixels} at the cover's price, and frees what was set aside. */
    void settle(UnitRequest request, Cover cover, PixelCount pixels);

    /** Charges nothing, and frees what was set aside. */
    void release(UnitRequest request, Cover cover);
}
