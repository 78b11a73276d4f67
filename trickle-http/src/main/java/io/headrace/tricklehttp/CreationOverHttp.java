package io.headrace.tricklehttp;

/** Whether channels can be created by those who publish. */
public enum CreationOverHttp {
    /** As orchestrators have it: channels belong to jobs. */
    REFUSED,
    /** By asking for it, or by publishing to a new name. */
    ALLOWED
}
