package io.headrace.sdk.shape;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class JsonSchemaTest {
    private static final JsonMapper JSON = JsonMapper.shared();

    private static String schemaOf(String component, String at) {
        var shapes = Everything.shapes(component);
        return JsonSchema.document(shapes, shapes.root("it")).at(at).toString();
    }

    /** Without the white space. */
    private static String compact(String json) {
        return JSON.readTree(json).toString();
    }

    @Test
    void describesEverything() {
        assertThat(schemaOf("everything", "/$defs/Everything")).isEqualTo(compact("""
                {"type":"object","properties":{
                 "title":{"type":"string","maxLength":8,"pattern":"\\\\S","description":"What it is called."},
                 "code":{"type":"string","pattern":"^(?:[a-z]+-[0-9]+)$"},
                 "count":{"type":"integer","format":"int32","minimum":1,"maximum":10},
                 "total":{"type":"integer","format":"int64","minimum":0},
                 "share":{"type":"number","format":"double","minimum":0.0,"maximum":1.0},
                 "weight":{"type":"number","format":"float"},
                 "urgent":{"type":"boolean"},
                 "data":{"type":"string","contentEncoding":"base64","minLength":4,"maxLength":8},
                 "colour":{"type":"string","enum":["red","light-blue"]},
                 "tags":{"type":"array","items":{"type":"string","pattern":"\\\\S"},"minItems":1,"maxItems":3},
                 "stock":{"type":"object","additionalProperties":{"type":"integer","format":"int32","minimum":0},
                          "maxProperties":2},
                 "max_words":{"anyOf":[{"type":"integer","format":"int32","minimum":5},{"type":"null"}]},
                 "figure":{"$ref":"#/$defs/Figure"},
                 "tree":{"anyOf":[{"$ref":"#/$defs/Tree"},{"type":"null"}]}},
                 "required":["title","code","count","total","share","weight","urgent","data","colour","tags","stock",
                  "figure"]}"""));
    }

    @Test
    void refersToTypesThatContainThemselves() {
        assertThat(schemaOf("tree", "")).isEqualTo(compact("""
                {"$schema":"https://json-schema.org/draft/2020-12/schema","$ref":"#/$defs/Tree","$defs":{
                 "Tree":{"type":"object","properties":{"name":{"type":"string"},
                  "branches":{"type":"array","items":{"$ref":"#/$defs/Tree"}}},"required":["name","branches"]}}}"""));
    }

    @Test
    void tellsTheCasesOfASealedInterfaceApartByTheirTypes() {
        assertThat(schemaOf("figure", "/$defs")).isEqualTo(compact("""
                {"Figure":{"oneOf":[
                  {"$ref":"#/$defs/Circle","properties":{"type":{"const":"circle"}},"required":["type"]},
                  {"$ref":"#/$defs/UnitSquare","properties":{"type":{"const":"unit-square"}},"required":["type"]}]},
                 "Circle":{"type":"object","properties":{"radius":{"type":"number","format":"double","minimum":0.0}},
                  "required":["radius"]},
                 "UnitSquare":{"type":"object","properties":{}}}"""));
    }
}
