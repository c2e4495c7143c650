"""Writes fixtures/tiny-clip/, a CLIP of 0.35 MB in the hub's own format, and fixtures/tiny-clip.json, what PyTorch makes of it.

Written with Python 3.11, torch 2.13.0+cpu, numpy 2.4.6, and:
    pip install torch==2.13.0 transformers==5.24.0 onnx==1.23.2 onnxscript==0.7.2 tokenizers==0.23.3 pillow==13.0.0
    python tests/reference/tiny-clip.py

The folder has what a CLIP for transformers.js has on the hub (such as Xenova/clip-vit-base-patch32), under the same names, and is read by
the same calls. Its weights are random and were never trained: it proves that a CLIP is read and run as it must be, and knows nothing.
"""
import json
from pathlib import Path

import numpy as np
import torch
from PIL import Image
from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers, processors, trainers
from transformers import CLIPConfig, CLIPImageProcessor, CLIPModel, PreTrainedTokenizerFast

from batches import uniform

FIXTURES = Path(__file__).parent / 'fixtures'
FOLDER = FIXTURES / 'tiny-clip'
START, END = '<|startoftext|>', '<|endoftext|>'
SIDE, DIM, LONGEST = 32, 16, 32
TEXTS = ['lion', 'a photo of a lion', 'The Trumpet plays!', 'digits zero one two three', "it's 42° outside", 'zero ' * 60]
# Height and width, in how many blocks each way, seed. Of another side than 32 they have to be made smaller or larger.
PICTURES = [(32, 32, 1), (32, 8, 2), (32, 4, 3), (64, 8, 4), (48, 8, 5), (16, 4, 6)]


def clip(tok):
    torch.manual_seed(0)
    layers = dict(hidden_size=32, intermediate_size=64, num_hidden_layers=2, num_attention_heads=2)
    start, end = tok.token_to_id(START), tok.token_to_id(END)
    special = dict(bos_token_id=start, eos_token_id=end, pad_token_id=end)
    config = CLIPConfig(
        text_config=dict(vocab_size=tok.get_vocab_size(), max_position_embeddings=LONGEST, **special, **layers),
        vision_config=dict(image_size=SIDE, patch_size=8, **layers),
        projection_dim=DIM,
    )
    config._attn_implementation = 'eager'
    config.architectures = ['CLIPModel']
    return CLIPModel(config).eval()


class Texts(torch.nn.Module):
    def __init__(self, model):
        super().__init__()
        self.tower, self.projection = model.text_model, model.text_projection

    def forward(self, input_ids, attention_mask):
        return self.projection(self.tower(input_ids=input_ids, attention_mask=attention_mask).pooler_output)


class Pictures(torch.nn.Module):
    def __init__(self, model):
        super().__init__()
        self.tower, self.projection = model.vision_model, model.visual_projection

    def forward(self, pixel_values):
        return self.projection(self.tower(pixel_values=pixel_values).pooler_output)


def export(name, module, inputs, given, given_axes, gives):
    axes = {**{key: given_axes for key in given}, gives: {0: 'batch'}}
    file = str(FOLDER / 'onnx' / name)
    torch.onnx.export(module, inputs, file, input_names=given, output_names=[gives], dynamic_axes=axes, dynamo=False, opset_version=17)


def tokenizer():
    """Byte-level BPE as CLIP's, with a vocabulary of a few sentences."""
    tok = Tokenizer(models.BPE(unk_token=END, end_of_word_suffix='</w>'))
    tok.normalizer = normalizers.Lowercase()
    words = pre_tokenizers.Split(Regex(r'\w+|[^\w\s]+'), 'removed', invert=True)
    tok.pre_tokenizer = pre_tokenizers.Sequence([words, pre_tokenizers.ByteLevel(add_prefix_space=False)])
    alphabet = pre_tokenizers.ByteLevel.alphabet()
    trainer = trainers.BpeTrainer(special_tokens=[START, END], end_of_word_suffix='</w>', initial_alphabet=alphabet)
    tok.train_from_iterator(['a photo of a lion', 'the trumpet plays', 'digits zero one two three'] * 10, trainer)
    special = [(token, tok.token_to_id(token)) for token in (START, END)]
    tok.post_processor = processors.TemplateProcessing(single=f'{START} $A {END}', special_tokens=special)
    return tok


def write(name, content):
    (FOLDER / name).write_text(json.dumps(content, indent=1) + '\n')


def picture(side, blocks, seed):
    """Coloured blocks: the same bytes as in tests/encoders/tiny-clip.ts."""
    values = np.floor((uniform(seed, blocks * blocks * 3).astype(np.float64) + 1) * 128).astype(np.uint8)
    square = values.reshape(blocks, blocks, 3)
    return Image.fromarray(square.repeat(side // blocks, 0).repeat(side // blocks, 1))


def main():
    (FOLDER / 'onnx').mkdir(parents=True, exist_ok=True)
    tok = tokenizer()
    model = clip(tok)
    model.config.save_pretrained(FOLDER)
    ids = torch.tensor([tok.encode('a lion').ids] * 2)
    text_axes, picture_axes = {0: 'batch', 1: 'tokens'}, {0: 'batch'}
    given = ['input_ids', 'attention_mask']
    export('text_model.onnx', Texts(model), (ids, torch.ones_like(ids)), given, text_axes, 'text_embeds')
    pixels = torch.randn(2, 3, SIDE, SIDE)
    export('vision_model.onnx', Pictures(model), (pixels,), ['pixel_values'], picture_axes, 'image_embeds')
    tok.save(str(FOLDER / 'tokenizer.json'))
    special = dict(bos_token=START, eos_token=END, pad_token=END, unk_token=END)
    write('tokenizer_config.json', dict(tokenizer_class='CLIPTokenizer', **special, model_max_length=LONGEST))
    processor = CLIPImageProcessor(
        do_resize=True, size={'shortest_edge': SIDE}, do_center_crop=True, crop_size={'height': SIDE, 'width': SIDE},
        do_normalize=True, image_mean=[0.48, 0.46, 0.41], image_std=[0.27, 0.26, 0.28], do_rescale=True,
        rescale_factor=1 / 255, resample=3,
    )
    processor.save_pretrained(FOLDER)

    # What PyTorch makes of it, by transformers' own tokenizer and image processor.
    fast = PreTrainedTokenizerFast(tokenizer_file=str(FOLDER / 'tokenizer.json'), **special, model_max_length=LONGEST)
    with torch.no_grad():
        read = [fast(text, truncation=True, return_tensors='pt') for text in TEXTS]
        texts = [Texts(model)(one['input_ids'], one['attention_mask'])[0] for one in read]
        seen = [processor(picture(*one), return_tensors='pt')['pixel_values'] for one in PICTURES]
        pictures = [Pictures(model)(one)[0] for one in seen]
    unit = lambda rows: [[round(x, 7) for x in (row / row.norm()).tolist()] for row in rows]
    expected = dict(
        texts=[dict(text=text, row=row) for text, row in zip(TEXTS, unit(texts))],
        pictures=[
            dict(side=side, blocks=blocks, seed=seed, row=row)
            for (side, blocks, seed), row in zip(PICTURES, unit(pictures))
        ],
    )
    (FIXTURES / 'tiny-clip.json').write_text(json.dumps(expected) + '\n')


main()
