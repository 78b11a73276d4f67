package io.headrace.ffmpeg;

import io.headrace.media.FrameRate;
import io.headrace.media.Profile;
import io.headrace.media.RenditionSize;
import io.headrace.media.request.Preset;

/**
 * What an encoder is wanted for.
 *
 * @param size of the pictures that will come
 * @param expected frame rate, for the rate control
 */
record EncoderOrder(Profile profile, RenditionSize size, Preset preset, FrameRate expected) {}
