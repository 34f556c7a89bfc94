import { plainsort } from "plainsort";

plainsort(["b10", "b9", "ä1"], { locale: "sv" });
// [ 'b9', 'b10', 'ä1' ]
