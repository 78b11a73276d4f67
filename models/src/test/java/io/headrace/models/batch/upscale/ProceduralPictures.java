package io.headrace.models.batch.upscale;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.Paint;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.QuadCurve2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.Random;

/**
 * Pictures that nobody has to be asked for: gradients, shapes, hatchings, strokes as of writing, and clouds of noise over it all.
 * The same seed draws the same picture, on one JDK. No fonts are used, since machines differ in them.
 */
public final class ProceduralPictures {

    private static final int OCTAVES = 6;
    private static final float OCTAVE_GAIN = 0.55f;

    private final Random random;

    public ProceduralPictures(long seed) {
        this.random = new Random(seed);
    }

    /** The next one. */
    public BufferedImage draw(int side) {
        var picture = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
        var graphics = picture.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setPaint(new GradientPaint(0, 0, colour(), 1f + random.nextInt(side), side, colour()));
        graphics.fillRect(0, 0, side, side);
        int shapes = 2 + random.nextInt(14);
        for (int i = 0; i < shapes; i++) {
            drawShape(graphics, side);
        }
        graphics.dispose();
        if (random.nextInt(3) > 0) {
            cloud(picture, 0.1f + random.nextFloat() * 0.9f);
        }
        return picture;
    }

    /** How light each pixel of the next one is (BT.601). */
    public Plane drawLuma(int side) {
        return luma(draw(side));
    }

    public static Plane luma(BufferedImage picture) {
        int width = picture.getWidth();
        int[] colours = picture.getRGB(0, 0, width, picture.getHeight(), null, 0, width);
        float[] samples = new float[colours.length];
        for (int i = 0; i < samples.length; i++) {
            int colour = colours[i];
            samples[i] =
                    (0.299f * (colour >> 16 & 0xff) + 0.587f * (colour >> 8 & 0xff) + 0.114f * (colour & 0xff)) / 255;
        }
        return new Plane(width, picture.getHeight(), samples);
    }

    private Color colour() {
        return new Color(random.nextInt(256), random.nextInt(256), random.nextInt(256));
    }

    private Paint paint(int side) {
        return random.nextInt(3) > 0
                ? colour()
                : new GradientPaint(
                        random.nextInt(side), random.nextInt(side), colour(), side, random.nextInt(side), colour());
    }

    private void drawShape(Graphics2D graphics, int side) {
        double x = random.nextInt(side);
        double y = random.nextInt(side);
        double size = 3 + random.nextInt(side / 2);
        graphics.setPaint(paint(side));
        graphics.rotate(random.nextDouble() * 0.6 - 0.3, x, y);
        switch (random.nextInt(7)) {
            case 0 -> graphics.fill(ellipse(x, y, size, 0.3 + random.nextDouble()));
            case 1 ->
                graphics.fill(
                        new Rectangle2D.Double(x - size / 2, y - size / 2, size, size * (0.3 + random.nextDouble())));
            case 2 -> graphics.fill(polygon(x, y, size));
            case 3 -> stroke(graphics, 0.7f + random.nextFloat() * 4, curve(x, y, size));
            case 4 -> writing(graphics, x - size / 2, y);
            case 5 -> hatching(graphics, x, y, size);
            default -> stroke(graphics, 0.7f + random.nextFloat() * 3, ellipse(x, y, size, 1));
        }
        graphics.setTransform(new AffineTransform());
    }

    private static void stroke(Graphics2D graphics, float width, Shape shape) {
        graphics.setStroke(new BasicStroke(width));
        graphics.draw(shape);
    }

    private static Shape ellipse(double x, double y, double size, double flatness) {
        return new Ellipse2D.Double(x - size / 2, y - size / 2, size, size * flatness);
    }

    private Shape polygon(double x, double y, double size) {
        var path = new Path2D.Double();
        path.moveTo(x, y);
        int corners = 2 + random.nextInt(4);
        for (int i = 0; i < corners; i++) {
            path.lineTo(about(x, size), about(y, size));
        }
        path.closePath();
        return path;
    }

    private Shape curve(double x, double y, double size) {
        return new QuadCurve2D.Double(x, y, about(x, size), about(y, size), about(x, size), about(y, size));
    }

    private double about(double middle, double spread) {
        return middle + random.nextGaussian() * spread;
    }

    private void hatching(Graphics2D graphics, double x, double y, double size) {
        float width = 0.6f + random.nextFloat() * 2;
        double step = 2.5 + random.nextDouble() * 7;
        for (double at = 0; at < size; at += step) {
            stroke(graphics, width, new Line2D.Double(x + at, y, x + at + size * 0.3, y + size));
        }
    }

    /** A few signs of two or three strokes each, on one line. */
    private void writing(Graphics2D graphics, double x, double y) {
        double height = 6 + random.nextInt(20);
        float width = (float) height / (6 + random.nextInt(8));
        int signs = 3 + random.nextInt(8);
        for (int i = 0; i < signs; i++) {
            double left = x + i * height * 0.7;
            int strokes = 2 + random.nextInt(2);
            for (int k = 0; k < strokes; k++) {
                var line = new Line2D.Double(
                        corner(left, height * 0.5), corner(y, height), corner(left, height * 0.5), corner(y, height));
                stroke(
                        graphics,
                        width,
                        random.nextBoolean() ? line : ellipse(left + height / 4, y + height / 2, height / 2, 1));
            }
        }
    }

    private double corner(double from, double length) {
        return from + random.nextInt(3) / 2.0 * length;
    }

    private void cloud(BufferedImage picture, float strength) {
        int side = picture.getWidth();
        float[] noise = noise(side);
        for (int i = 0; i < noise.length; i++) {
            float light = 1 + strength * (noise[i] * 2 - 1);
            int colour = picture.getRGB(i % side, i / side);
            picture.setRGB(
                    i % side,
                    i / side,
                    lit(colour >> 16 & 0xff, light) << 16
                            | lit(colour >> 8 & 0xff, light) << 8
                            | lit(colour & 0xff, light));
        }
    }

    private static int lit(int sample, float light) {
        return Math.clamp(Math.round(sample * light), 0, 255);
    }

    /** Value noise of several octaves, 0 to 1. */
    private float[] noise(int side) {
        float[] sum = new float[side * side];
        float gain = 1;
        float total = 0;
        int cell = Math.max(2, side / (2 + random.nextInt(4)));
        for (int octave = 0; octave < OCTAVES && cell >= 2; octave++, cell /= 2, gain *= OCTAVE_GAIN) {
            addOctave(sum, side, cell, gain);
            total += gain;
        }
        for (int i = 0; i < sum.length; i++) {
            sum[i] /= total;
        }
        return sum;
    }

    private void addOctave(float[] sum, int side, int cell, float gain) {
        int columns = side / cell + 3;
        float[] lattice = new float[columns * columns];
        for (int i = 0; i < lattice.length; i++) {
            lattice[i] = random.nextFloat();
        }
        for (int i = 0; i < sum.length; i++) {
            int x = i % side;
            int y = i / side;
            int corner = y / cell * columns + x / cell;
            float right = smooth((float) (x % cell) / cell);
            float down = smooth((float) (y % cell) / cell);
            float above = mix(lattice[corner], lattice[corner + 1], right);
            float below = mix(lattice[corner + columns], lattice[corner + columns + 1], right);
            sum[i] += gain * mix(above, below, down);
        }
    }

    private static float smooth(float part) {
        return part * part * (3 - 2 * part);
    }

    private static float mix(float from, float to, float part) {
        return from + (to - from) * part;
    }
}
