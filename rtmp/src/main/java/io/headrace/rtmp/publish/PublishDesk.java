package io.headrace.rtmp.publish;

/** Where publishers ask to be let in. */
@FunctionalInterface
public interface PublishDesk {
    /**
     * Runs on the virtual thread of the connection and may block as long as it must, for instance on a webhook; the
     * client waits meanwhile.
     */
    Admission admit(PublishRequest request) throws InterruptedException;
}
