package dev.coflow.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FiguresTest {

    @TempDir
    private Path directory;

    @Test
    void theMeanIsOfEachFigure() throws IOException {
        Path first = written("first", 10, 100);
        Path second = written("second", 20, 300);
        Path mean = directory.resolve("mean");

        Figures.writeMean(List.of(first, second), mean);

        assertThat(scores(mean)).containsExactly(15.0, 200.0);
    }

    private Path written(String name, double a, double b) throws IOException {
        Path file = directory.resolve(name);
        Figures.write(List.of(figure("a", a), figure("b", b)), file);
        return file;
    }

    private static Figure figure(String way, double score) {
        return new Figure(Footprint.class, way, Map.of(), score, Figure.BYTES);
    }

    private static List<Double> scores(Path file) throws IOException {
        JsonNode results = new ObjectMapper().readTree(file.toFile());
        return results.findValues("score").stream().map(JsonNode::asDouble).toList();
    }
}
