package io.headrace.trickle;

/** Charges a channel's own budget and the one of all channels together. */
record ByteAccount(ByteBudget channel, ByteBudget all) {
    boolean take(long bytes) {
        if (!channel.take(bytes)) {
            return false;
        }
        if (all.take(bytes)) {
            return true;
        }
        channel.giveBack(bytes);
        return false;
    }

    void giveBack(long bytes) {
        channel.giveBack(bytes);
        all.giveBack(bytes);
    }
}
