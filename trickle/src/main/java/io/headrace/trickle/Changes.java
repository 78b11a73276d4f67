package io.headrace.trickle;

/** Hears of channels that come and go, in order. */
interface Changes {
    Changes UNTOLD = new Changes() {
        @Override
        public void added(ChannelName name) {}

        @Override
        public void removed(ChannelName name) {}
    };

    void added(ChannelName name);

    void removed(ChannelName name);
}
