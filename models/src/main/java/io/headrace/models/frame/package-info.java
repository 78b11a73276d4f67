/**
 * Work on the pictures of a live stream, one by one: what a pipeline is ({@link io.headrace.models.frame.FramePipeline}), what
 * it sees ({@link io.headrace.models.frame.Frame}), and the line from coded picture to coded picture around it ({@link
 * io.headrace.models.frame.FrameLine}).
 */
@NullMarked
package io.headrace.models.frame;

import org.jspecify.annotations.NullMarked;
